using System.Diagnostics;

namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>Finds the <c>ffmpeg</c> program and says how it is started.</summary>
/// <param name="searchPath">Folders to look in, separated by colons; null takes the variable <c>PATH</c>.</param>
public sealed class FfmpegProgram(string? searchPath = null)
{
    // Only what reading RTSP needs: a server cannot make ffmpeg open a file or another kind of address.
    private const string Protocols = "pipe,tcp,udp,rtp,srtp,rtsp,rtsps,tls,crypto";

    private static readonly string[] Options =
    [
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error",

        // No waiting for a fuller buffer, and no decoding of several pictures at a time, which delays each by several.
        "-fflags", "nobuffer", "-flags", "low_delay", "-threads", "1",

        // The list on standard input holds the address, which nobody can see there.
        "-f", "concat", "-safe", "0", "-protocol_whitelist", Protocols, "-i", "pipe:0",

        // Each picture once, when it comes, in the layout that decoders make: nothing is converted.
        "-an", "-sn", "-dn", "-vsync", "passthrough", "-pix_fmt", "yuv420p", "-strict", "-1", "-f", "yuv4mpegpipe", "pipe:1",
    ];

    /// <summary>How to start it.</summary>
    /// <remarks>
    /// <c>setpriv</c>, an essential part of Debian and Ubuntu, asks the kernel to kill ffmpeg when the thread that started it ends,
    /// so it must be started by a thread that lives as long as it should. Where there is no <c>setpriv</c>, ffmpeg still ends
    /// when it writes its next picture to the closed pipe, or when the camera is silent for longer than its time limit.
    /// </remarks>
    /// <exception cref="CaptureException">It is not installed.</exception>
    internal ProcessStartInfo StartInfo()
    {
        var ffmpeg = Find("ffmpeg") ?? throw new CaptureException("rtsp:// needs the program ffmpeg; install the package ffmpeg");
        var setpriv = Find("setpriv");
        var start = new ProcessStartInfo(setpriv ?? ffmpeg)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (setpriv is not null)
        {
            foreach (var argument in (string[])["--pdeathsig", "KILL", "--", ffmpeg])
                start.ArgumentList.Add(argument);
        }

        foreach (var option in Options)
            start.ArgumentList.Add(option);

        // The silo's own variables may hold addresses and passwords, and a child's variables can be read by others.
        start.Environment.Clear();
        start.Environment["PATH"] = Path.GetDirectoryName(ffmpeg);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private string? Find(string program) =>
        (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
