using System.Text.Json;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>States as metrics and spans name them, such as <c>stopped_early</c>.</summary>
internal static class StateNames
{
    public static string Of<TState>(TState state)
        where TState : struct, Enum => Names<TState>.All[state];

    private static class Names<TState>
        where TState : struct, Enum
    {
        public static readonly Dictionary<TState, string> All =
            Enum.GetValues<TState>().ToDictionary(state => state, state => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()));
    }
}
