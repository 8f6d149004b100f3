using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Limits a child process to its share of a core. A child that has used more is stopped for a moment (<c>SIGSTOP</c>). A child that needs more
/// permanently is killed. Control groups would do the same, but a silo may not create them.
/// </summary>
internal sealed partial class CpuGovernor : IDisposable
{
    private const int SigCont = 18, SigStop = 19;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Process _child;
    private readonly bool _canPause;
    private readonly CpuBudget _budget;
    private readonly string _reason;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly object _lock = new();
    private long _last;
    private TimeSpan _used;
    private bool _isPaused;
    private bool _disposed;

    /// <param name="child">A child of this process; disposed after this object.</param>
    /// <param name="share">Share of one core, 0.05 to 1.</param>
    /// <param name="canPause">False when a stopped child would survive if this process is killed.</param>
    /// <param name="timeProvider">The clock for measurements.</param>
    /// <param name="logger">Logs unexpected exceptions.</param>
    public CpuGovernor(Process child, double share, bool canPause, TimeProvider timeProvider, ILogger logger)
    {
        (_child, _canPause, _timeProvider, _logger, _last) = (child, canPause, timeProvider, logger, timeProvider.GetTimestamp());
        _budget = new CpuBudget(share);
        _reason = FormattableString.Invariant($"its pictures need more than {share:0.##} of a core to decode");
        _timer = timeProvider.CreateTimer(static governor => ((CpuGovernor)governor!).Check(), this, Period, Period);
    }

    /// <summary>Why this object killed the child; null when it did not.</summary>
    public string? Fault { get; private set; }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    /// <summary>Measures once and acts on it. Never throws: an exception in a timer callback ends the whole silo.</summary>
    internal void Check()
    {
        try
        {
            lock (_lock)
                Govern();
        }
        catch (Exception fault)
        {
            CaptureLog.GovernorFailed(_logger, fault);
        }
    }

    private void Govern()
    {
        if (_disposed || Fault is not null || !TryMeasure(out var used))
            return;
        var now = _timeProvider.GetTimestamp();
        _budget.Charge(used - _used, _timeProvider.GetElapsedTime(_last, now));
        (_last, _used) = (now, used);
        if (_budget.IsExhausted)
        {
            Fault = _reason;
            Kill();
        }
        else if (_canPause && _budget.MustPause != _isPaused)
        {
            _isPaused = _budget.MustPause;
            _ = Send(_child.Id, _isPaused ? SigStop : SigCont);
        }
    }

    private bool TryMeasure(out TimeSpan used)
    {
        try
        {
            used = _child.HasExited ? default : _child.TotalProcessorTime;
            return !_child.HasExited;
        }
        catch (Exception fault) when (HasEnded(fault))
        {
            used = default;
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            _child.Kill();
        }
        catch (Exception fault) when (HasEnded(fault))
        {
            // The child ended by itself; there is nothing to kill.
        }
    }

    /// <summary>The child ended between two calls. Missing files under <c>/proc</c> cause a <see cref="Win32Exception"/>.</summary>
    private static bool HasEnded(Exception fault) => fault is InvalidOperationException or Win32Exception;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
