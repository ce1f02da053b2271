using System.Reflection;
using System.Runtime.ExceptionServices;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A store that fails the first time that a data set is fixed, and does all else as the one behind it does.</summary>
public class StumblingStore : DispatchProxy
{
    private ISweepStore? _inner;
    private int _stumbled;

    public static ISweepStore Over(ISweepStore inner)
    {
        var store = Create<ISweepStore, StumblingStore>();
        ((StumblingStore)(object)store)._inner = inner;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (string.Equals(targetMethod!.Name, nameof(ISweepStore.FixDatasetAsync), StringComparison.Ordinal) && Interlocked.Exchange(ref _stumbled, 1) == 0)
        {
            return new ValueTask<DatasetIdentity?>(Task.FromException<DatasetIdentity?>(new StoreException("The disk is full for a moment.")));
        }

        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
            return null;
        }
    }
}
