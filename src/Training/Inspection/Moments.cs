using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Inspection;

/// <summary>Running mean, deviation and range of numbers in their order (Welford 1962).</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Moments
{
    private double _squares;

    public Moments()
    {
        Least = double.PositiveInfinity;
        Greatest = double.NegativeInfinity;
    }

    public long Count { get; private set; }

    public double Mean { get; private set; }

    public double Least { get; private set; }

    public double Greatest { get; private set; }

    /// <summary>Standard deviation of a population: divided by the count.</summary>
    public readonly double PopulationDeviation => Count == 0 ? 0 : Math.Sqrt(_squares / Count);

    /// <summary>Standard deviation of a sample: divided by the count less one; 0 for a single number.</summary>
    public readonly double SampleDeviation => Count < 2 ? 0 : Math.Sqrt(_squares / (Count - 1));

    public readonly double PopulationVariance => Count == 0 ? 0 : _squares / Count;

    public void Add(double value)
    {
        Count++;
        var delta = value - Mean;
        Mean += delta / Count;
        _squares += delta * (value - Mean);
        Least = Math.Min(Least, value);
        Greatest = Math.Max(Greatest, value);
    }
}
