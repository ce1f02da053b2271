namespace DropoutSweep.Client.Up;

/// <summary>
/// Asks a silo to stop when its standard input ends: the pipe to <c>up</c> closes when <c>up</c> wants it so, and also
/// when <c>up</c> is killed. A signal would not do: Ctrl-C reaches silos from the terminal too, and the second one ends
/// them at once; and Linux's signal on a parent's death belongs to the thread that started the process, not to the process.
/// </summary>
internal static class ParentWatch
{
    /// <summary>Calls <paramref name="ended"/> once standard input has ended.</summary>
    public static void Start(Stream input, Action ended) => new Thread(() => Read(input, ended)) { IsBackground = true, Name = "parent watch" }.Start();

    private static void Read(Stream input, Action ended)
    {
        Span<byte> buffer = stackalloc byte[64];
        try
        {
            while (input.Read(buffer) > 0)
            {
                // What is said does not matter.
            }
        }
        catch (IOException)
        {
            // Broken is ended.
        }

        ended();
    }
}
