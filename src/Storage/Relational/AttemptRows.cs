using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// What an attempt writes about its own trial alone, and only while it holds the trial: needs no lock of the sweep, as
/// nobody else writes these rows.
/// </summary>
internal sealed class AttemptRows(StoreSql sql, AttemptId attempt)
{
    public Statement Epoch(EpochMetrics epoch) => Own(
        sql.WriteEpoch, Arg.Int("@epoch", epoch.Epoch), Arg.Text("@metrics", TrialRecordText.Write(epoch)));

    public Statement Result(TrainingResult result) => Own(
        sql.WriteResult,
        Arg.Text("@result", TrialRecordText.Write(result)),
        Arg.Text("@confusion", TrialRecordText.WriteConfusion(result.TestConfusion)));

    private Statement Own(string text, params Arg[] args) =>
        new(text, [Arg.Text("@sweep", attempt.Sweep), Arg.Int("@trial", attempt.Trial), Arg.Int("@attempt", attempt.Attempt), .. args]);
}
