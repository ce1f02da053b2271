namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>Trials that do nothing.</summary>
/// <param name="Program">Whose they are.</param>
/// <param name="Store">The store.</param>
/// <param name="Silos">Processes.</param>
/// <param name="Slots">Slots of each.</param>
/// <param name="Trials">Trials of a run.</param>
/// <param name="Rate">Trials a second in the best run.</param>
/// <param name="Rates">Trials a second in each run.</param>
/// <param name="Processor">Microseconds of the silos' processor time a trial, over all runs; null when not known.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record EmptyRow(
    string Program, string Store, int Silos, int Slots, int Trials, double Rate, IReadOnlyList<double> Rates, double? Processor, double Load);
