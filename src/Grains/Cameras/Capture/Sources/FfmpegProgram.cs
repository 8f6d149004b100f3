using System.Diagnostics;
using System.Globalization;

namespace LiveParking.Grains.Cameras.Capture.Sources;

/// <summary>Finds the <c>ffmpeg</c> program and says how it is started.</summary>
/// <param name="searchPath">Folders to look in, separated by colons; null takes the variable <c>PATH</c>.</param>
public sealed class FfmpegProgram(string? searchPath = null)
{
    // Only what reading RTSP from the relay needs: a server cannot make ffmpeg open a file or another kind of address.
    private const string Protocols = "pipe,tcp,rtp,rtsp";

    /// <summary>Bytes of one block of memory: a plane of the largest picture with 16 bits a sample, and what is around it.</summary>
    private const long MaxBlock = (2L * CaptureLimits.MaxPixels) + (1024 * 1024);

    private static readonly string[] Options =
    [
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "error",

        // A picture that is too large is refused before it is decoded. The second limit does not hold while ffmpeg looks into the stream
        // to see what it is; the first one does.
        "-max_alloc", MaxBlock.ToString(CultureInfo.InvariantCulture),
        "-max_pixels", CaptureLimits.MaxPixels.ToString(CultureInfo.InvariantCulture),

        // No waiting for a fuller buffer, and no decoding of several pictures at a time, which delays each by several.
        "-fflags", "nobuffer", "-flags", "low_delay", "-threads", "1",

        // The list on standard input holds the address, which nobody can see there.
        "-f", "concat", "-safe", "0", "-protocol_whitelist", Protocols, "-i", "pipe:0",

        // Each picture once, when it comes, in the layout that decoders make: nothing is converted.
        "-an", "-sn", "-dn", "-vsync", "passthrough", "-pix_fmt", "yuv420p", "-strict", "-1", "-f", "yuv4mpegpipe", "pipe:1",
    ];

    /// <summary>How to start it.</summary>
    /// <remarks>
    /// <c>setpriv</c> and <c>prlimit</c>, of an essential package of Debian and Ubuntu, ask the kernel to kill ffmpeg when the thread that
    /// started it ends, and to limit it. It must be started by a thread that lives as long as it should. Where there is no <c>setpriv</c>,
    /// ffmpeg still ends when its relay is closed.
    /// </remarks>
    /// <param name="limits">What it may take.</param>
    /// <exception cref="CaptureException">It is not installed.</exception>
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

        // The silo's own variables may hold addresses and passwords, and a child's variables can be read by others.
        start.Environment.Clear();
        start.Environment["PATH"] = Path.GetDirectoryName(ffmpeg);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Whether the kernel kills it with the thread that started it.</summary>
    internal bool EndsWithItsParent => Find("setpriv") is not null;

    /// <summary>The programs that confine ffmpeg and of which this machine has none.</summary>
    internal IReadOnlyList<string> Missing() => [.. ((string[])["setpriv", "prlimit", "nice"]).Where(program => Find(program) is null)];

    /// <summary>Each of these programs changes its own process and then becomes the next one.</summary>
    private IEnumerable<string> Confinement(DecoderLimits limits)
    {
        if (Find("setpriv") is { } setpriv)
        {
            foreach (var word in (string[])[setpriv, "--pdeathsig", "KILL", "--no-new-privs", "--"])
                yield return word;
        }

        if (Find("prlimit") is { } prlimit)
        {
            // It writes no file and opens few. Its time is not limited: a healthy camera decodes for years.
            var memory = ResourceLimits.Lower("Max data size", limits.MemoryBytes);
            foreach (var word in (string[])[prlimit, $"--data={memory}:{memory}", "--core=0:0", "--fsize=0:0", "--nofile=64:64", "--"])
                yield return word;
        }

        if (Find("nice") is { } nice)
        {
            // The silo's own threads go first, so that a busy decoder delays neither grains nor other cameras' frames.
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
