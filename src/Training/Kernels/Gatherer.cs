using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Gathers samples into the panels of a batch.</summary>
internal static unsafe class Gatherer<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<byte> pixels, int features, ReadOnlySpan<int> order, float scale, PanelView result)
    {
        var factor = TSimd.Broadcast(scale);
        fixed (byte* first = pixels)
        {
            for (var panel = 0; panel < result.Panels; panel++)
            {
                var width = result.Width(panel);
                var used = result.UsedWidth(panel);
                var destination = result.Panel(panel);
                foreach (var sample in order)
                {
                    var source = first + ((nint)sample * features) + (panel * PanelView.PanelColumns);
                    var column = 0;
                    for (; column + TSimd.Lanes <= used; column += TSimd.Lanes)
                    {
                        TSimd.Store(destination + column, TSimd.Multiply(TSimd.FromBytes(source + column), factor));
                    }

                    // The remainder byte by byte: a vector would read past the sample, at the end past the data.
                    for (; column < used; column++)
                    {
                        destination[column] = source[column] * scale;
                    }

                    destination += width;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ReadOnlySpan<float> values, int features, ReadOnlySpan<int> order, PanelView result)
    {
        for (var panel = 0; panel < result.Panels; panel++)
        {
            var width = result.Width(panel);
            var used = result.UsedWidth(panel);
            var destination = result.Panel(panel);
            foreach (var sample in order)
            {
                values.Slice((sample * features) + (panel * PanelView.PanelColumns), used).CopyTo(new Span<float>(destination, used));
                destination += width;
            }
        }
    }
}
