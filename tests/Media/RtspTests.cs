using System.Diagnostics;
using System.Text;
using LiveParking.Cameras.Capture;
using LiveParking.Grains.Interfaces.Cameras;
using Microsoft.Extensions.Logging;

namespace LiveParking.Media;

[Collection(Alone)]
public sealed class RtspTests
{
    /// <summary>Tests that start or count the ffmpeg of this process, one at a time.</summary>
    public const string Alone = "ffmpeg";

    private const string Password = "s3cret-pa55";

    [Fact]
    public async Task Server_killed_and_restarted_comes_back_by_itself()
    {
        await using var server = new RtspServer();
        await server.StartAsync();
        await using var camera = new WatchedCamera(server.Address, RungSet.High | RungSet.Low);
        var frames = await camera.NextFramesAsync(30);
        Assert.Contains(frames, frame => frame is { Rung: CameraRung.High, Width: 640, Height: 360 });
        Assert.All(frames, frame => Assert.InRange(WatchedCamera.Decode(frame), 0, 60)); // a white ball on black

        await server.KillAsync();
        Assert.Contains(await camera.OfflineAsync(), (string[])["the server ended the stream", "the connection broke", "connection refused"]);
        await server.StartAsync();
        await camera.LiveAsync();
        Assert.True((await camera.NextFramesAsync(3))[0].Sequence > frames[^1].Sequence);
    }

    [Fact]
    public async Task Password_of_the_address_is_seen_nowhere()
    {
        using var logs = new KeptLogs();
        await using var server = new RtspServer($"bob:{Password}");
        await server.StartAsync();
        await using (var camera = new WatchedCamera(server.Address, logs: logs))
        {
            await camera.NextFramesAsync(3);
            // One that a slow machine gave up may still be ending beside its successor.
            List<int> children = [];
            await Eventually.HoldsAsync(() => (children = FfmpegProcesses.Of(Environment.ProcessId)).Count == 1, "one ffmpeg reads the camera");
            var child = children[0];
            foreach (var file in (string[])["cmdline", "environ"])
            {
                var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync($"/proc/{child}/{file}"));
                Assert.NotEmpty(text);
                Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
                Assert.DoesNotContain("rtsp://", text, StringComparison.Ordinal);
            }
        }

        await using var wrong = new WatchedCamera(server.Address.Replace(Password, "wr0ng", StringComparison.Ordinal), logs: logs);
        Assert.StartsWith("401 Unauthorized", await wrong.OfflineAsync(), StringComparison.Ordinal);
        await wrong.DisposeAsync();
        Assert.NotEmpty(logs.Lines);
        Assert.All(logs.Lines, line => Assert.DoesNotContain(Password, line, StringComparison.Ordinal));
        Assert.All(logs.Lines, line => Assert.DoesNotContain("wr0ng", line, StringComparison.Ordinal));
        Assert.Empty(FfmpegProcesses.Of(Environment.ProcessId));
    }

    [Fact]
    public async Task Server_that_is_not_there_says_so()
    {
        await using var camera = new WatchedCamera($"rtsp://bob:{Password}@127.0.0.1:{FreePort.Next()}/cam");
        Assert.Equal("connection refused", await camera.OfflineAsync());
    }

    [Fact]
    public async Task Ffmpeg_not_installed_says_what_to_install()
    {
        var empty = Directory.CreateTempSubdirectory("live-parking-media-");
        await using var camera = new WatchedCamera("rtsp://127.0.0.1:1/cam", searchPath: empty.FullName);
        Assert.Contains("install the package ffmpeg", await camera.OfflineAsync(), StringComparison.Ordinal);
        empty.Delete();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parent_killed_outright_leaves_no_ffmpeg(bool withSetpriv)
    {
        await using var server = new RtspServer();
        await server.StartAsync();
        var programs = Directory.CreateTempSubdirectory("live-parking-media-");
        File.CreateSymbolicLink(Path.Combine(programs.FullName, "ffmpeg"), "/usr/bin/ffmpeg");
        if (withSetpriv)
            File.CreateSymbolicLink(Path.Combine(programs.FullName, "setpriv"), "/usr/bin/setpriv");

        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(Program).Assembly.Location, "capture", programs.FullName])
            start.ArgumentList.Add(argument);
        using var parent = Process.Start(start)!;
        await parent.StandardInput.WriteLineAsync(server.Address);
        parent.StandardInput.Close();
        string? line;
        do
            line = await parent.StandardOutput.ReadLineAsync();
        while (line is not null && !line.StartsWith("Live", StringComparison.Ordinal));
        Assert.NotNull(line);
        var child = Assert.Single(FfmpegProcesses.Of(parent.Id));

        parent.Kill(); // SIGKILL
        await parent.WaitForExitAsync();
        await Eventually.HoldsAsync(() => !FfmpegProcesses.IsRunning(child), () => $"the end of ffmpeg, process {child}");
        programs.Delete(recursive: true);
    }

    private sealed class KeptLogs : ILoggerFactory, ILogger
    {
        private readonly List<string> _lines = [];

        public List<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
