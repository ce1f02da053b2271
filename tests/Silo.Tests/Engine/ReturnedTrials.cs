using System.Reflection;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A store that trials are given back to; all other calls do nothing.</summary>
public class ReturnedTrials : DispatchProxy
{
    private readonly List<int> _numbers = [];
    private Exception? _error;

    /// <summary>The trials, by number.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>A store, and what is given back to it.</summary>
    /// <param name="error">What giving back throws; null for nothing.</param>
    public static (ISweepStore Store, ReturnedTrials Returned) Create(Exception? error = null)
    {
        var store = Create<ISweepStore, ReturnedTrials>();
        var returned = (ReturnedTrials)(object)store;
        returned._error = error;
        return (store, returned);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_error is not null)
        {
            throw _error;
        }

        _numbers.AddRange(((IReadOnlyList<AttemptId>)args![0]!).Select(attempt => attempt.Trial));
        return ValueTask.CompletedTask;
    }
}
