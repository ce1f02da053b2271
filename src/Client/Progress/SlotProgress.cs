using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;

namespace DropoutSweep.Client.Progress;

/// <summary>What one slot is doing. Written by its thread after every batch, read by the display a few times a second.</summary>
internal sealed class SlotProgress
{
    /// <summary>The trial in the slot; null when idle.</summary>
    public Trial? Trial { get; private set; }

    /// <summary>The trial's parameters, in one line.</summary>
    public string Parameters { get; private set; } = "";

    /// <summary>Epochs of the trial.</summary>
    public int Epochs { get; private set; }

    /// <summary>Work of the whole trial, see <see cref="TrialWork"/>.</summary>
    public double Work { get; private set; }

    /// <summary>Share of the trial's work that was done before this attempt; NaN until the first batch of the attempt.</summary>
    public double ShareBefore { get; private set; }

    /// <summary>The last batch.</summary>
    public BatchProgress Batch { get; private set; }

    /// <summary>Share of the trial's epochs that is done, in [0, 1].</summary>
    public double Share => Batch.Batches == 0 ? 0 : Math.Min(1, (Batch.Epoch - 1 + ((double)Batch.Batch / Batch.Batches)) / Epochs);

    public void Begin(Trial trial, string parameters, int epochs, double work, bool resumed)
    {
        Parameters = parameters;
        Epochs = epochs;
        Work = work;
        Batch = default;
        ShareBefore = resumed ? double.NaN : 0;
        Trial = trial;
    }

    public void Report(in BatchProgress batch)
    {
        Batch = batch;
        if (double.IsNaN(ShareBefore))
        {
            ShareBefore = Share;
        }
    }

    public void End() => Trial = null;
}
