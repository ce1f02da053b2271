namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>The keys that say how a sweep is carried out (<see cref="SweepPolicy"/>); part of the table in <see cref="SweepFields"/>.</summary>
internal static class PolicyFields
{
    /// <summary>Most epochs of a budget: more than the largest sweep has.</summary>
    private const ulong MaxEpochs = 1_000_000_000_000;

    /// <summary>Most hours of a budget: a century of a hundred slots, about.</summary>
    private const double MaxHours = 100_000_000;

    public static readonly Field Priority = new("execution", "priority", new SignedKind("a priority is a whole number", -100, 100), "0", "Sweeps of higher priority get free slots first.");

    public static readonly Field MaxConcurrent = new("execution", "max_concurrent", new IntegerKind("the most trials at once are a whole number", 1, SweepFields.MaxTrials) { Null = "no limit" }, "null", "Most trials at once, over all silos.");

    public static readonly Field KeepModels = new("execution", "keep_models", new IntegerKind("the models kept are a whole number", 0, 1_000), "3", "Models kept in the store: those of the best so many trials.");

    public static readonly Field MaxCrashes = new("execution", "max_crashes", new IntegerKind("the crashes are a whole number", 1, 100), "3", "Crashes of a silo's process after which a trial that it held at each of them fails.");

    public static readonly Field Trials = new("budget", "trials", new IntegerKind("a budget of trials is a whole number", 1, SweepFields.MaxTrials) { Null = "no limit" }, "null", "Most trials: those with the lowest numbers run.");

    public static readonly Field Epochs = new("budget", "epochs", new IntegerKind("a budget of epochs is a whole number", 1, MaxEpochs) { Null = "no limit" }, "null", "Most epochs: trials run in the order of their numbers as long as all their epochs fit.");

    public static readonly Field Hours = new("budget", "hours", new NumberKind("a budget of hours is a number") { Above = true, Max = MaxHours, Null = "no limit" }, "null", "Most hours of training, summed over slots; what runs when they are over is cancelled.", "0.5");

    /// <summary>The fields of <c>execution</c>, in the order of the reference.</summary>
    public static readonly IReadOnlyList<Field> Execution = [Priority, MaxConcurrent, KeepModels, MaxCrashes];

    /// <summary>The fields of <c>budget</c>, in the order of the reference.</summary>
    public static readonly IReadOnlyList<Field> Budget = [Trials, Epochs, Hours];

    /// <summary>What a document's fields say; every one of them has been read without error or has its default.</summary>
    public static SweepPolicy Read(SpecDocument document) => new()
    {
        Priority = (int)document.Value(Priority)!.Data!,
        MaxConcurrent = (int?)Whole(document, MaxConcurrent),
        KeepModels = (int)Whole(document, KeepModels)!,
        MaxCrashes = (int)Whole(document, MaxCrashes)!,
        Budget = new SweepBudget
        {
            Trials = (int?)Whole(document, Trials),
            Epochs = (long?)Whole(document, Epochs),
            Hours = (double?)document.Value(Hours)!.Data,
        },
    };

    private static ulong? Whole(SpecDocument document, Field field) => (ulong?)document.Value(field)!.Data;
}
