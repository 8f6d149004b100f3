using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Reads from an RTSP server through a <see cref="RtspRelay"/> and an <c>ffmpeg</c> child process, as uncompressed pictures from a pipe. The password
/// goes to the child's standard input, so it is neither on its command line nor in its environment variables. The thread that opens the source must
/// live as long as the source: the child dies with it, also when this process is killed.
/// </summary>
internal sealed class RtspSource(CameraSourceAddress.Rtsp address, DecoderLimits limits, FfmpegProgram program, TimeProvider timeProvider, ILogger logger)
    : ICaptureSource
{
    // Longer than the supervisor's stall timeout, so that this limit applies only when no supervisor is left.
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(20);

    private readonly FfmpegErrors _errors = new();
    private RtspRelay? _relay;
    private CpuGovernor? _governor;
    private Process? _child;
    private Thread? _errorReader;
    private Y4mReader? _pictures;

    public void Open(CancellationToken cancellationToken)
    {
        var start = program.StartInfo(limits);
        _relay = RtspRelay.Connect(address.Address, cancellationToken);
        try
        {
            _child = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new CaptureException("the program ffmpeg cannot be started", fault);
        }

        _governor = new CpuGovernor(_child, limits.CpuShare, canPause: program.EndsWithItsParent, timeProvider, logger);
        _errorReader = new Thread(ReadErrors) { IsBackground = true, Name = "ffmpeg errors" };
        _errorReader.Start(_child.StandardError);
        SendList(_child.StandardInput);
        _pictures = new Y4mReader(_child.StandardOutput.BaseStream);
        using var end = cancellationToken.UnsafeRegister(static source => ((RtspSource)source!).Kill(), this);
        if (!_pictures.TryReadHead())
            throw EndException(hadPictures: false, cancellationToken);
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        using var end = cancellationToken.UnsafeRegister(static source => ((RtspSource)source!).Kill(), this);
        if (!_pictures!.TryRead(picture))
            throw EndException(hadPictures: true, cancellationToken);
    }

    public void Dispose()
    {
        _governor?.Dispose();
        if (_child is not null)
        {
            Kill();
            _child.WaitForExit();
            _errorReader!.Join();
            _child.Dispose();
        }

        _relay?.Dispose();
    }

    private void SendList(StreamWriter input)
    {
        // Within single quotes only the quote itself is special to ffmpeg's list format.
        var escaped = _relay!.Address.Replace("'", @"'\''", StringComparison.Ordinal);
        try
        {
            input.Write(
                $"ffconcat version 1.0\nfile '{escaped}'\noption rtsp_transport tcp\noption timeout {(long)SilenceLimit.TotalMicroseconds}\n");
            input.Close();
        }
        catch (IOException)
        {
            // The child ended before it read the list. Its output, which is about to be read, contains the reason.
            CaptureLog.FfmpegSays(logger, address, "ended before it was told what to read");
        }
    }

    private void ReadErrors(object? reader)
    {
        while (((StreamReader)reader!).ReadLine() is { } line)
        {
            var safe = _errors.Add(line);
            CaptureLog.FfmpegSays(logger, address, safe);
            if (_errors.IsTooLarge)
                Kill(); // it would go on for as long as the camera sends
        }
    }

    private CaptureException EndException(bool hadPictures, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Kill();
        _child!.WaitForExit();
        _errorReader!.Join();
        return new CaptureException(_governor!.Fault ?? _relay!.Fault ?? _errors.Reason(_child.ExitCode, hadPictures));
    }

    private void Kill() => _child!.Kill();
}
