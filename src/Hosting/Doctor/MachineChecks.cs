using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LiveParking.Hosting.Programs;

namespace LiveParking.Hosting.Doctor;

/// <summary>Checks of the machine: libraries, disk, ports, certificates and hosts that are reached over TCP.</summary>
public static class MachineChecks
{
    private const int Flushes = 20;
    private const double SlowFlush = 20;
    private const double LeastFree = 1;
    private const int FewDays = 30;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The packages of Debian that have the libraries which OpenCV links.</summary>
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["libgtk-3.so.0"] = "libgtk-3-0", ["libgdk-3.so.0"] = "libgtk-3-0", ["libcairo.so.2"] = "libcairo2", ["libgdk_pixbuf-2.0.so.0"] = "libgdk-pixbuf-2.0-0",
        ["libgobject-2.0.so.0"] = "libglib2.0-0", ["libglib-2.0.so.0"] = "libglib2.0-0", ["libdrm.so.2"] = "libdrm2", ["libatomic.so.1"] = "libatomic1",
        ["libgomp.so.1"] = "libgomp1", ["libstdc++.so.6"] = "libstdc++6", ["libgcc_s.so.1"] = "libgcc-s1", ["libz.so.1"] = "zlib1g",
    };

    /// <summary>Whether a native library of the program finds the libraries that it links.</summary>
    /// <param name="library">Its file name, such as <c>libOpenCvSharpExtern.so</c>.</param>
    public static async Task<IReadOnlyList<Finding>> LibrariesAsync(string library)
    {
        const string Check = "libraries";
        var path = new[] { Path.Combine(AppContext.BaseDirectory, library), Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", library) }.FirstOrDefault(File.Exists);
        if (path is null)
            return [Finding.Fault(Check, $"{library} is not beside the program.", "Install the release again.")];
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = (await ldd.StandardOutput.ReadToEndAsync()).Split('\n');
        await ldd.WaitForExitAsync();
        var missing = lines.Where(line => line.Contains("not found", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0]).Distinct().ToList();
        if (missing.Count == 0)
            return [Finding.Good(Check, $"{library} finds all that it links.")];
        var packages = missing.Select(name => Packages.GetValueOrDefault(name)).OfType<string>().Distinct().ToList();
        var cure = packages.Count > 0
            ? $"Type: sudo apt-get install -y --no-install-recommends {string.Join(' ', packages)}"
            : "Find the packages that have them: apt-file search NAME.";
        return [Finding.Fault(Check, $"{library} lacks {string.Join(", ", missing)}: cameras can't be opened.", cure)];
    }

    /// <summary>Whether a folder can be written, has room, and how long the disk takes to keep a write.</summary>
    public static async Task<IReadOnlyList<Finding>> DiskAsync(string folder)
    {
        const string Check = "disk";
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
            existing = above;
        List<Finding> findings = [];
        var free = new DriveInfo(existing).AvailableFreeSpace / Math.Pow(1024, 3);
        findings.Add(free < LeastFree
            ? Finding.Fault(Check, string.Create(CultureInfo.InvariantCulture, $"{existing} has {free:0.0} GiB free."), "Make room: a store that finds none stops taking changes.")
            : Finding.Good(Check, string.Create(CultureInfo.InvariantCulture, $"{existing} has {free:0} GiB free.")));
        var file = Path.Combine(existing, $".live-parking-doctor-{Environment.ProcessId}");
        try
        {
            var milliseconds = new List<double>(Flushes);
            await using (var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                for (var i = 0; i < Flushes; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await probe.WriteAsync(new byte[4096]);
                    probe.Flush(flushToDisk: true);
                    milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
            }

            milliseconds.Sort();
            var (median, most) = (milliseconds[Flushes / 2], milliseconds[^1]);
            var detail = string.Create(CultureInfo.InvariantCulture, $"The disk keeps a write in {median:0.0} ms, at most {most:0.0} ms (fsync).");
            findings.Add(median > SlowFlush
                ? Finding.Warning("fsync", detail, "Each acknowledged reading waits for this: use a local SSD, not a network share.")
                : Finding.Good("fsync", detail));
        }
        catch (UnauthorizedAccessException)
        {
            // The folder above may be the system's: it is left alone.
            var cure = existing == folder ? $"Type: sudo chown {Environment.UserName} {folder}" : $"Type: sudo install -d -o {Environment.UserName} -m 700 {folder}";
            findings.Add(Finding.Fault(Check, $"User {Environment.UserName} can't write {folder}.", cure));
        }
        finally
        {
            File.Delete(file);
        }

        return findings;
    }

    /// <summary>Whether a program could listen on a port.</summary>
    /// <param name="what">What for, with the option that sets it.</param>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    public static Finding Port(string what, IPAddress address, int port) => TcpPorts.IsTaken(address, port)
        ? Finding.Warning("ports", $"Port {port} on {address}, {what}, is in use.", $"By this program, if it runs. Otherwise choose another, or find the program: ss -ltnp 'sport = :{port}'")
        : Finding.Good("ports", $"Port {port} on {address}, {what}, is free.");

    /// <summary>How long a certificate is valid.</summary>
    /// <param name="what">What it is for.</param>
    /// <param name="path">A file in PEM form.</param>
    /// <param name="now">The time.</param>
    public static Finding Certificate(string what, string path, DateTimeOffset now)
    {
        const string Check = "certificates";
        if (!File.Exists(path))
            return Finding.Fault(Check, $"The certificate {what} is missing: {path}", "Put it there, readable for the user of the service.");
        // A file with key and password says nothing without its password.
        if (X509Certificate2.GetCertContentType(path) is X509ContentType.Pfx)
            return Finding.Good(Check, $"The certificate {what} is there; how long it is valid is not looked at, because a password protects it.");
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        var left = certificate.NotAfter.ToUniversalTime() - now.UtcDateTime;
        var detail = string.Create(CultureInfo.InvariantCulture, $"The certificate {what} ({certificate.Subject}) is valid for {left.TotalDays:N0} days.");
        return left < TimeSpan.Zero
            ? Finding.Fault(
                Check, string.Create(CultureInfo.InvariantCulture, $"The certificate {what} ({certificate.Subject}) expired at {certificate.NotAfter.ToUniversalTime():u}."),
                "Renew it; running programs read the new file by themselves.")
            : left.TotalDays < FewDays ? Finding.Warning(Check, detail, "Renew it soon; running programs read the new file by themselves.")
            : Finding.Good(Check, detail);
    }

    /// <summary>Whether a host takes a TCP connection.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="what">What the host is, without secrets.</param>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="cure">What to do when it does not.</param>
    public static async Task<Finding> ReachAsync(string check, string what, string host, int port, string cure)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(ConnectTimeout);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return Finding.Good(check, $"{what} at {host}:{port} takes connections.");
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            var why = error is SocketException refused ? refused.Message : $"no answer within {ConnectTimeout.TotalSeconds:0} s";
            return Finding.Fault(check, $"{what} at {host}:{port} can't be reached: {why}.", cure);
        }
    }
}
