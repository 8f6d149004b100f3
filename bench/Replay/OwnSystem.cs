using System.Globalization;
using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Replay;

/// <summary>The standalone program, in a folder that goes with it.</summary>
internal sealed class OwnSystem : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private ChildProcess? _program;

    /// <summary>Where it serves.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_port}"));

    /// <summary>A token with the role admin.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<OwnSystem> StartAsync(CancellationToken cancellationToken)
    {
        var system = new OwnSystem();
        try
        {
            await using (await ChildProcess.StartAsync(
                "token",
                ChildProcess.Program("Standalone", "token", "--role", "admin", "--data", system._folder.Path),
                line => (system.Token = line.Trim()).Length > 0,
                null,
                cancellationToken))
            {
                // Its only line is the token.
            }

            system._program = await ChildProcess.StartAsync(
                "standalone",
                ChildProcess.Program("Standalone", "--no-demo", "--port", system._port.ToString(CultureInfo.InvariantCulture), "--data", system._folder.Path),
                line => line.Contains("Ctrl-C stops it", StringComparison.Ordinal),
                null,
                cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _folder.Dispose();
    }
}
