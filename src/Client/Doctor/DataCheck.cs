using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Doctor;

/// <summary>The data sets on this machine.</summary>
internal sealed class DataCheck(string? folder) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "data";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var loader = new DatasetLoader(DatasetSources.FromEnvironment(folder));
        var here = new List<string>();
        var missing = new List<string>();
        try
        {
            foreach (var info in DatasetCatalog.Default.Definitions.Select(definition => definition.Info))
            {
                (loader.Locate(info.Name).Origin == DatasetOrigin.Missing ? missing : here).Add(info.Name);
            }
        }
        catch (DatasetException error)
        {
            return Task.FromResult(Finding.ToDo(error.Message));
        }

        var fetch = missing.Count > 0 ? $"; not here: {string.Join(", ", missing)} ('dropoutsweep data fetch {missing[0]}' downloads it)" : "";
        return Task.FromResult(Finding.Fine($"{string.Join(", ", here)}{fetch}"));
    }
}
