using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>
/// Holds a child process to its share of a core: one that has used more is stopped for a moment (<c>SIGSTOP</c>), and one that needs more all the
/// time is killed. Control groups would do the same, but a silo may not make them.
/// </summary>
internal sealed partial class CpuGovernor : IDisposable
{
    private const int SigCont = 18, SigStop = 19;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Process _child;
    private readonly bool _canPause;
    private readonly CpuBudget _budget;
    private readonly string _reason;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly object _lock = new();
    private long _last;
    private TimeSpan _used;
    private bool _isPaused;
    private bool _disposed;

    /// <param name="child">A child of this process; disposed after this object.</param>
    /// <param name="share">Of one core, 0.05 to 1.</param>
    /// <param name="canPause">False when nobody would kill a child that is stopped while this process is killed.</param>
    /// <param name="clock">Measures.</param>
    public CpuGovernor(Process child, double share, bool canPause, TimeProvider clock)
    {
        (_child, _canPause, _clock, _last) = (child, canPause, clock, clock.GetTimestamp());
        _budget = new CpuBudget(share);
        _reason = FormattableString.Invariant($"its pictures need more than {share:0.##} of a core to decode");
        _timer = clock.CreateTimer(static governor => ((CpuGovernor)governor!).Look(), this, Period, Period);
    }

    /// <summary>Why the child was killed; null when it was not killed by this object.</summary>
    public string? Fault { get; private set; }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_disposed || Fault is not null || !TryMeasure(out var used))
                return;
            var now = _clock.GetTimestamp();
            _budget.Charge(used - _used, _clock.GetElapsedTime(_last, now));
            (_last, _used) = (now, used);
            if (_budget.IsExhausted)
            {
                Fault = _reason;
                _child.Kill();
            }
            else if (_canPause && _budget.MustPause != _isPaused)
            {
                _isPaused = _budget.MustPause;
                _ = Send(_child.Id, _isPaused ? SigStop : SigCont);
            }
        }
    }

    private bool TryMeasure(out TimeSpan used)
    {
        try
        {
            used = _child.HasExited ? default : _child.TotalProcessorTime;
            return !_child.HasExited;
        }
        catch (InvalidOperationException)
        {
            used = default;
            return false; // it has ended in between
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
