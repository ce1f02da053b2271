using System.Globalization;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Sweeps.Trials;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>Which rows of a sweep's tables are shown, as the address says. What it does not say, or says wrongly, is as by default.</summary>
public sealed record PageQuery
{
    /// <summary>Trials on a page.</summary>
    public const int TrialsPerPage = 50;

    /// <summary>Configurations on a page.</summary>
    public const int ConfigurationsPerPage = 50;

    /// <summary>Sweeps on a page.</summary>
    public const int SweepsPerPage = 100;

    private const int Most = 10_000_000;

    /// <summary>Trials on earlier pages.</summary>
    public int Trials { get; init; }

    /// <summary>Configurations on earlier pages.</summary>
    public int Configurations { get; init; }

    /// <summary>Only trials in this state; null for all.</summary>
    public TrialState? State { get; init; }

    /// <summary>What trials are sorted by.</summary>
    public TrialOrder Sort { get; init; } = TrialOrder.Number;

    /// <summary>Whether the greatest come first.</summary>
    public bool Descending { get; init; }

    /// <summary>The address of the sweep's page with these rows.</summary>
    /// <param name="sweep">The sweep's id.</param>
    /// <param name="anchor">Where on it.</param>
    public string Link(string sweep, string anchor) => $"{PagePaths.Sweep(sweep)}{Text}#{anchor}";

    /// <summary>The query, with its question mark; empty when all is as by default.</summary>
    public string Text
    {
        get
        {
            var parts = new List<string>();
            Add(Trials > 0, "trials", Trials.ToString(CultureInfo.InvariantCulture));
            Add(Configurations > 0, "configurations", Configurations.ToString(CultureInfo.InvariantCulture));
            Add(State is not null, "state", EnumNames.Of(State.GetValueOrDefault()));
            Add(Sort != TrialOrder.Number, "sort", EnumNames.Of(Sort));
            Add(Descending, "order", "desc");
            return parts.Count == 0 ? string.Empty : "?" + string.Join('&', parts);

            void Add(bool needed, string name, string value)
            {
                if (needed)
                {
                    parts.Add($"{name}={value}");
                }
            }
        }
    }

    /// <summary>What an address says.</summary>
    internal static PageQuery Of(IQueryCollection query) => new()
    {
        Trials = Number(query["trials"]),
        Configurations = Number(query["configurations"]),
        State = Name<TrialState>(query["state"]),
        Sort = Name<TrialOrder>(query["sort"]) ?? TrialOrder.Number,
        Descending = string.Equals(query["order"], "desc", StringComparison.Ordinal),
    };

    /// <summary>A number of rows to pass over.</summary>
    internal static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Most) : 0;

    private static T? Name<T>(string? text)
        where T : struct, Enum => text is null ? null : EnumNames.Find<T>(text);
}
