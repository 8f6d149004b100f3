using System.Diagnostics;
using System.Globalization;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>Finds the <c>ffmpeg</c> program and builds its start parameters.</summary>
/// <param name="searchPath">Folders to search, separated by colons; null uses the variable <c>PATH</c>.</param>
public sealed class FfmpegProgram(string? searchPath = null)
{
    // Only the protocols needed for RTSP from the relay: a server cannot make ffmpeg open a file or another kind of address.
    private const string Protocols = "pipe,tcp,rtp,rtsp";

    /// <summary>Maximum size of one memory block in bytes: a plane of the largest picture with 16 bits a sample, plus overhead.</summary>
    private const long MaxBlock = (2L * CaptureLimits.MaxPixels) + (1024 * 1024);

    private static readonly string[] Options =
    [
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error",

        // A picture that is too large is rejected before it is decoded. The second limit does not apply while ffmpeg probes the stream; the first one
        // does.
        "-max_alloc", MaxBlock.ToString(CultureInfo.InvariantCulture),
        "-max_pixels", CaptureLimits.MaxPixels.ToString(CultureInfo.InvariantCulture),

        // No input buffering, and no parallel decoding of several pictures, which delays each by several. One thread for everything, so that a
        // healthy camera can't need more than its core.
        "-fflags", "nobuffer", "-flags", "low_delay", "-threads", "1", "-filter_threads", "1",

        // The list on standard input contains the address, so that it is not visible to others.
        "-f", "concat", "-safe", "0", "-protocol_whitelist", Protocols, "-i", "pipe:0",

        // Each picture once, when it arrives, in the layout that decoders produce: no conversion.
        "-an", "-sn", "-dn", "-vsync", "passthrough", "-pix_fmt", "yuv420p", "-strict", "-1", "-f", "yuv4mpegpipe", "pipe:1",
    ];

    /// <summary>The start parameters.</summary>
    /// <remarks>
    /// <c>setpriv</c> and <c>prlimit</c>, of an essential package of Debian and Ubuntu, set resource limits and make the kernel kill ffmpeg when the
    /// thread that started it ends. So the starting thread must live as long as ffmpeg should. Without <c>setpriv</c>, ffmpeg still ends when its
    /// relay is closed.
    /// </remarks>
    /// <param name="limits">Its resource limits.</param>
    /// <exception cref="CaptureException">ffmpeg is not installed.</exception>
    internal ProcessStartInfo StartInfo(DecoderLimits limits)
    {
        var ffmpeg = Find("ffmpeg") ?? throw new CaptureException("rtsp:// needs the program ffmpeg; install the package ffmpeg");
        string[] command = [.. Confinement(limits), ffmpeg, .. Options];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The silo's own variables may contain addresses and passwords, and others can read a child's variables.
        start.Environment.Clear();
        start.Environment["PATH"] = Path.GetDirectoryName(ffmpeg);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Whether the kernel kills ffmpeg together with the thread that started it.</summary>
    internal bool EndsWithItsParent => Find("setpriv") is not null;

    /// <summary>The confinement programs that are missing on this machine.</summary>
    internal IReadOnlyList<string> Missing() => [.. ((string[])["setpriv", "prlimit", "nice"]).Where(program => Find(program) is null)];

    /// <summary>The confinement commands. Each program changes its own process and then executes the next one.</summary>
    private IEnumerable<string> Confinement(DecoderLimits limits)
    {
        if (Find("setpriv") is { } setpriv)
        {
            foreach (var word in (string[])[setpriv, "--pdeathsig", "KILL", "--no-new-privs", "--"])
                yield return word;
        }

        if (Find("prlimit") is { } prlimit)
        {
            // ffmpeg writes no file and opens few. Its CPU time is not limited: a healthy camera decodes for years.
            var memory = ResourceLimits.Lower("Max data size", limits.MemoryBytes);
            foreach (var word in (string[])[prlimit, $"--data={memory}:{memory}", "--core=0:0", "--fsize=0:0", "--nofile=64:64", "--"])
                yield return word;
        }

        if (Find("nice") is { } nice)
        {
            // The silo's own threads have priority, so that a busy decoder delays neither grains nor other cameras' frames.
            foreach (var word in (string[])[nice, "-n", "5"])
                yield return word;
        }
    }

    private string? Find(string program) =>
        (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
