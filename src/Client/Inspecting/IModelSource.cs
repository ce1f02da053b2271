using DropoutSweep.Figures.Models;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Inspecting;

/// <summary>Looks into the models of a sweep, where they are.</summary>
internal interface IModelSource
{
    /// <summary>What a trial's figures are drawn from.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="options">How closely it is looked at.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InputException">There is no such trial, or no model of it.</exception>
    Task<ModelFigureInput> InspectAsync(int trial, ModelInspectionOptions options, CancellationToken cancellationToken);
}
