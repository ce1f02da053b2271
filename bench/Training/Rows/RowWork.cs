namespace DropoutSweep.Bench.Rows;

/// <summary>What a row's runs are made of.</summary>
internal enum RowWork
{
    /// <summary>Training steps.</summary>
    Steps,

    /// <summary>Whole trials, from the configuration to the result.</summary>
    Trial,

    /// <summary>Evaluations of 10,000 images.</summary>
    Evaluation,
}
