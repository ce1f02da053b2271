namespace DropoutSweep.Training.Data.Digits;

/// <summary>A point or displacement in the plane, x to the right and y down.</summary>
internal readonly record struct Vec(double X, double Y)
{
    public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

    public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y);

    public static Vec operator *(double k, Vec a) => new(k * a.X, k * a.Y);
}
