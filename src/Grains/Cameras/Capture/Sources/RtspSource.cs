using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>
/// Reads an RTSP server through an <c>ffmpeg</c> child process, over TCP, as uncompressed pictures from a pipe. The address with its password
/// goes to the child's standard input, so it stands neither on its command line nor among its variables. The thread that opens the source must
/// live as long as the source: the child dies with it, also when this process is killed.
/// </summary>
internal sealed class RtspSource(CameraSourceAddress.Rtsp address, FfmpegProgram program, ILogger log) : ICaptureSource
{
    // Longer than a camera may stall before the supervisor acts, so that this counts only when nobody is left who could act.
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(20);

    private readonly FfmpegErrors _errors = new();
    private Process? _child;
    private Thread? _errorReader;
    private Y4mReader? _pictures;

    public void Open(CancellationToken cancel)
    {
        var start = program.StartInfo();
        try
        {
            _child = Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new CaptureException("the program ffmpeg cannot be started", fault);
        }

        _errorReader = new Thread(ReadErrors) { IsBackground = true, Name = "ffmpeg errors" };
        _errorReader.Start(_child.StandardError);
        SendList(_child.StandardInput);
        _pictures = new Y4mReader(_child.StandardOutput.BaseStream);
        using var end = cancel.UnsafeRegister(static source => ((RtspSource)source!).Kill(), this);
        if (!_pictures.TryReadHead())
            throw Ended(cancel);
    }

    public void Read(Picture picture, CancellationToken cancel)
    {
        using var end = cancel.UnsafeRegister(static source => ((RtspSource)source!).Kill(), this);
        if (!_pictures!.TryRead(picture))
            throw Ended(cancel);
    }

    public void Dispose()
    {
        if (_child is null)
            return;
        Kill();
        _child.WaitForExit();
        _errorReader!.Join();
        _child.Dispose();
    }

    private void SendList(StreamWriter input)
    {
        // Within single quotes only the quote itself is special to ffmpeg's list format.
        var escaped = address.Address.OriginalString.Replace("'", @"'\''", StringComparison.Ordinal);
        try
        {
            input.Write(
                $"ffconcat version 1.0\nfile '{escaped}'\noption rtsp_transport tcp\noption timeout {(long)SilenceLimit.TotalMicroseconds}\n");
            input.Close();
        }
        catch (IOException)
        {
            // The child ended before it read the list; what it printed says why, and the end of its output is about to be read.
            CaptureLog.FfmpegSays(log, address, "ended before it was told what to read");
        }
    }

    private void ReadErrors(object? reader)
    {
        while (((StreamReader)reader!).ReadLine() is { } line)
        {
            var safe = _errors.Add(line);
            CaptureLog.FfmpegSays(log, address, safe);
        }
    }

    private CaptureException Ended(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Kill();
        _child!.WaitForExit();
        _errorReader!.Join();
        return new CaptureException(_errors.Reason(_child.ExitCode));
    }

    private void Kill() => _child!.Kill();
}
