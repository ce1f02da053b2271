using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Bench.Kernels;

/// <summary>A matrix for the naive twin (row after row) and the same for the kernel (in panels).</summary>
internal sealed class Operand
{
    private Operand(int rows, int columns)
    {
        Panels = new PanelMatrix(rows, columns);
        Plain = new float[rows * columns];
    }

    /// <summary>For the kernel.</summary>
    public PanelMatrix Panels { get; }

    /// <summary>For the twin.</summary>
    public float[] Plain { get; }

    /// <summary>The kernel's view of it.</summary>
    public PanelView View => Panels.View;

    /// <summary>Numbers in [-1, 1).</summary>
    public static Operand Random(int rows, int columns, ulong seed)
    {
        var random = new RandomSequence(seed, Purpose.RandomLabels);
        var operand = new Operand(rows, columns);
        foreach (ref var value in operand.Plain.AsSpan())
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        operand.Panels.FromRowMajor(operand.Plain);
        return operand;
    }

    /// <summary>Zeros.</summary>
    public static Operand Zero(int rows, int columns) => new(rows, columns);

    /// <summary>Throws when kernel and twin have not left the same bits: then a time would be of no interest.</summary>
    public void ThrowIfDifferent(string what)
    {
        var actual = Panels.ToRowMajor();
        for (var i = 0; i < actual.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(actual[i]) != BitConverter.SingleToInt32Bits(Plain[i]))
            {
                throw new InvalidOperationException($"{what}: element {i} is {actual[i]:R} by the kernel and {Plain[i]:R} by its twin.");
            }
        }
    }
}
