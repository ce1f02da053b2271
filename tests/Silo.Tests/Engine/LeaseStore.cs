using System.Reflection;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A store in which leases can be renewed and taken back, nothing else, and which can be away: calls then wait until it is back.</summary>
public class LeaseStore : DispatchProxy
{
    private TaskCompletionSource _there = new();

    /// <summary>When leases were taken back last, by the system's clock; 0 for never.</summary>
    public long Rescued { get; private set; }

    public static (ISweepStore Store, LeaseStore Control) Make()
    {
        var store = Create<ISweepStore, LeaseStore>();
        var control = (LeaseStore)(object)store;
        control._there.SetResult();
        return (store, control);
    }

    public void Leave() => _there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Return() => _there.SetResult();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ISweepStore.RenewAsync) => new ValueTask<IReadOnlyList<LeaseStatus>>(RenewAsync((CancellationToken)args![2]!)),
        nameof(ISweepStore.RescueAsync) => new ValueTask<IReadOnlyList<AttemptId>>(RescueAsync((CancellationToken)args![0]!)),
        var name => throw new NotSupportedException(name),
    };

    private async Task<IReadOnlyList<LeaseStatus>> RenewAsync(CancellationToken cancellationToken)
    {
        await _there.Task.WaitAsync(cancellationToken);
        return [];
    }

    private async Task<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken)
    {
        await _there.Task.WaitAsync(cancellationToken);
        Rescued = TimeProvider.System.GetTimestamp();
        return [];
    }
}
