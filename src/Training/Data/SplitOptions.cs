namespace DropoutSweep.Training.Data;

/// <summary>How the validation set is held out of the training samples.</summary>
public sealed record SplitOptions
{
    /// <summary>Share of the training samples held out, in (0, 0.9]; 1/6 unless said (MNIST: 50,000 and 10,000).</summary>
    public double ValidationShare { get; init; } = 1.0 / 6;

    /// <summary>Seed of the shuffle that chooses them; the same for all trials of a sweep; 0 unless said.</summary>
    public ulong Seed { get; init; }
}
