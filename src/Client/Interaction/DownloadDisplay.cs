using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Interaction;

/// <summary>Shows downloads: a line that is redrawn on a terminal, otherwise a line when a file begins and when it ends.</summary>
internal sealed class DownloadDisplay(ClientHost host) : IProgress<DownloadProgress>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private string? _file;
    private long _drawn;
    private bool _open;

    public void Report(DownloadProgress value)
    {
        lock (_lock)
        {
            var begins = !string.Equals(_file, value.File, StringComparison.Ordinal);
            var ends = value.Bytes >= value.Total;
            _file = value.File;
            if (!host.ErrorIsTerminal)
            {
                if (begins)
                {
                    host.Error.WriteLine($"Downloading {value.Dataset}/{value.File} ({NumberText.Scaled(value.Total)}B) from {value.Mirror.Host}");
                }

                return;
            }

            if (begins || ends || host.Time.GetElapsedTime(_drawn) >= Interval)
            {
                var filled = value.Total > 0 ? (int)(BarWidth * Math.Min(value.Bytes, value.Total) / value.Total) : 0;
                var text = $"{value.Dataset}/{value.File} {new string('━', filled)}{new string('─', BarWidth - filled)} {NumberText.Scaled(value.Bytes)}B of {NumberText.Scaled(value.Total)}B";
                host.Error.Write($"\r{(text.Length < host.Width ? text.PadRight(host.Width - 1) : text[..(host.Width - 1)])}");
                _drawn = host.Time.GetTimestamp();
                _open = true;
                if (ends)
                {
                    Close();
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private void Close()
    {
        if (_open)
        {
            host.Error.WriteLine();
            _open = false;
        }
    }
}
