namespace DropoutSweep.Silo.Slots;

/// <summary>One thread that does one piece of work after another.</summary>
internal sealed class Slot : IDisposable
{
    private readonly int _number;
    private readonly Action<int> _freed;
    private readonly SemaphoreSlim _given = new(0);
    private volatile Action? _work;
    private volatile bool _ended;

    public Slot(int number, Action<int> freed)
    {
        _number = number;
        _freed = freed;
        new Thread(Live) { IsBackground = true, Name = $"slot {number}" }.Start();
    }

    public void Start(Action work)
    {
        _work = work;
        _given.Release();
    }

    public void Dispose()
    {
        _ended = true;
        _given.Release();
    }

    private void Live()
    {
        ThreadNiceness.Lower();
        while (true)
        {
            _given.Wait();
            if (_work is { } work)
            {
                _work = null;
                work();
                _freed(_number);
            }
            else if (_ended)
            {
                _given.Dispose();
                return;
            }
        }
    }
}
