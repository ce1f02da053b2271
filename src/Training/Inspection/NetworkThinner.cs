namespace DropoutSweep.Training.Inspection;

/// <summary>Says what one mask leaves of a network.</summary>
internal static class NetworkThinner
{
    public static ThinnedNetwork Thin(InspectionNetwork network, ulong seed, int mask, int maxUnits)
    {
        var masks = network.Masks(seed, mask);
        var names = Names.Layers(network.Model);
        ThinnedLayer[] layers = [.. names.Select((name, i) => Layer(name, i < masks.Length ? masks[i] : null, maxUnits))];
        var parameters = 0L;
        var kept = 0L;
        for (var i = 1; i < layers.Length; i++)
        {
            parameters += (layers[i - 1].Units + 1L) * layers[i].Units;
            kept += (layers[i - 1].Units - layers[i - 1].Dropped + 1L) * (layers[i].Units - layers[i].Dropped);
        }

        return new ThinnedNetwork { Mask = mask, Layers = layers, Parameters = parameters, KeptParameters = kept };
    }

    private static ThinnedLayer Layer(LayerName name, float[]? multipliers, int maxUnits)
    {
        var first = Math.Min(name.Units, (maxUnits + 1) / 2);
        var last = Math.Min(name.Units - first, maxUnits / 2);
        int[] shown = [.. Enumerable.Range(0, first), .. Enumerable.Range(name.Units - last, last)];
        return new ThinnedLayer
        {
            Name = name.Name,
            Units = name.Units,
            DropoutRate = name.Dropout,
            Dropped = multipliers?.Count(multiplier => multiplier == 0) ?? 0,
            ShownUnits = shown,
            ShownDropped = [.. shown.Select(unit => multipliers is not null && multipliers[unit] == 0)],
            ShownMultipliers = multipliers is null ? null : [.. shown.Select(unit => multipliers[unit])],
        };
    }
}
