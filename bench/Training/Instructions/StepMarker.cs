using System.Globalization;
using System.IO.MemoryMappedFiles;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Instructions;

/// <summary>
/// The counted process's side: tells the counting one, over shared memory, who trains and which step is under way.
/// It waits once, before the first step that counts, until it is watched.
/// </summary>
internal sealed unsafe class StepMarker : ITrainingObserver, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly StepBoard* _board;
    private readonly int _uncounted;
    private readonly int _counted;
    private int _steps;

    /// <param name="path">The shared file.</param>
    /// <param name="uncounted">Steps before the first that counts.</param>
    /// <param name="counted">Steps that count.</param>
    public StepMarker(string path, int uncounted, int counted)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _view = _file.CreateViewAccessor();
        byte* data = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        _board = (StepBoard*)data;
        _uncounted = uncounted;
        _counted = counted;
    }

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        _steps++;
        if (_steps == _uncounted)
        {
            _board->Thread = ThisThread();
            while (Volatile.Read(ref _board->Watched) == 0)
            {
                Thread.Sleep(1);
            }
        }

        if (_steps >= _uncounted)
        {
            Volatile.Write(ref _board->Step, _steps - _uncounted + 1);
        }

        if (_steps == _uncounted + _counted)
        {
            throw new OperationCanceledException();
        }
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics) => TrainingDirective.Continue;

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    // The link's text is "<process>/task/<thread>".
    private static int ThisThread() => int.Parse(Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget!), CultureInfo.InvariantCulture);
}
