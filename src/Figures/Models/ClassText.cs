using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Models;

/// <summary>Predictions in words.</summary>
internal static class ClassText
{
    /// <summary>A probability in percent, with as many decimals as tell it from 0 and 100.</summary>
    public static string Percent(double probability)
    {
        var percent = 100 * probability;
        return percent is > 99.95 and < 100 ? "> 99.9 %" : percent is > 0 and < 0.05 ? "< 0.1 %" : $"{FigureNumber.Fixed(percent, 1)} %";
    }

    /// <summary>The greatest of some outputs.</summary>
    public static int ArgMax(IReadOnlyList<float> outputs)
    {
        var best = 0;
        for (var i = 1; i < outputs.Count; i++)
        {
            best = outputs[i] > outputs[best] ? i : best;
        }

        return best;
    }
}
