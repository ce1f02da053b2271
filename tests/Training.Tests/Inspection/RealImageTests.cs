using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class RealImageTests
{
    [Fact]
    public void Inspector_OfMnist_SeesWhatDropoutDoes()
    {
        RealData.RequireMnist();
        var scenario = Scenarios.Create("mnist");
        var none = CancellationToken.None;
        var options = new InspectionOptions { SampleSize = 500 };
        var (model, twin) = (new ModelInspector(Train(0.5), scenario.Data, options), new ModelInspector(Train(0), scenario.Data, options));

        // Srivastava et al. 2014, section 7.2: dropout makes activations sparse.
        var comparison = model.CompareDistributions(twin, none);
        Assert.True(comparison.Model.Layers[0].ZeroShare > comparison.Twin.Layers[0].ZeroShare);
        Assert.True(comparison.Model.Layers[0].Mean < comparison.Twin.Layers[0].Mean);

        // Section 7.5: averages of more thinned networks do better, and approach weight scaling.
        var ensemble = model.Ensemble(new EnsembleOptions { Networks = 10, Repetitions = 3 }, none);
        Assert.True(ensemble.Points[9].Loss.Mean < ensemble.Points[0].Loss.Mean);
        Assert.Equal(ensemble.WeightScalingAccuracy!.Value, ensemble.Points[9].Accuracy!.Mean, 0.02);

        Assert.Equal((28, 28), (model.Features(4).Width, model.Features(4).Height));
        var calibration = model.Calibrate(ModelInspector.CalibrationBins, none);
        Assert.Equal(10_000, calibration.Bins.Sum(bin => bin.Count));
        Assert.InRange(calibration.ExpectedCalibrationError, 0.001, 0.1);

        // The images that the model errs on most surely leave it more divided than the first ones.
        var test = model.Dataset.Test;
        var mistakes = model.Mistakes(20, 3, none).Select(mistake => mistake.Row).ToArray();
        var passes = new UncertaintyOptions { Passes = 50 };
        double Information(int[] rows) => model.Uncertainty(test, rows, passes, none).Average(one => one.MutualInformation!.Value);
        Assert.True(Information(mistakes) > Information([.. Enumerable.Range(0, 20)]));

        TrainedModel Train(double dropout)
        {
            var configuration = scenario.Configuration with { Model = new ModelOptions { Hidden = [new LayerOptions { Units = 128, Dropout = dropout }] } };
            var trainer = new Trainer(configuration, scenario.Data, scenario.Seed);
            trainer.Run(observer: null, none);
            return trainer.Model!;
        }
    }
}
