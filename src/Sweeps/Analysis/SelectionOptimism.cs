namespace DropoutSweep.Sweeps.Analysis;

/// <summary>
/// How optimistic it would have been to pick the best configuration on test: the price of the peeking that this
/// program does not do.
/// </summary>
/// <param name="Chosen">The configuration that validation picks.</param>
/// <param name="ChosenTest">Its mean on test: a share in [0, 1], or a loss for regression.</param>
/// <param name="BestOnTest">The configuration that test would pick.</param>
/// <param name="BestTest">Its mean on test.</param>
public sealed record SelectionOptimism(int Chosen, double ChosenTest, int BestOnTest, double BestTest);
