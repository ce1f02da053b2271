namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>Where a node stands: a file with line and column from 1, or an override with neither (0).</summary>
internal readonly record struct SpecLocation(string Source, int Line, int Column);
