using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Abuse;

/// <summary>A standalone system with one location, one level that counts at its gates and one camera.</summary>
internal sealed class AbuseTestSite : IAsyncDisposable
{
    public const string Location = "mall", Level = "p1", Camera = "mall-gate";
    /// <summary>A level of usual size: the limit of its sensors depends on it.</summary>
    private const int Spots = 1_000;

    public const string ReadingsPath = $"/api/v1/locations/{Location}/levels/{Level}/readings";

    private readonly StandaloneSystem _system = new("--no-demo", "--camera", $"{Camera}@{Location}/{Level}=demo:lot", "--public-camera", Camera);

    /// <summary>Address of the system; IPv4, because clients bind to their own addresses.</summary>
    public Uri Address => new UriBuilder(_system.Address) { Host = "127.0.0.1" }.Uri;

    /// <summary>Starts it.</summary>
    public async Task StartAsync()
    {
        await _system.StartAsync();
        await _system.Operator.MakeLevelAsync(Location, Level, Spots);
        await Eventually.HoldsAsync(async () => (await _system.Operator.ReadAsync("/api/v1/cameras")).GetArrayLength() == 1, "the camera is known");
    }

    /// <summary>A separate token for one caller.</summary>
    public Task<string> TokenAsync(string role, string subject) => _system.TokenAsync(role, "--location", Location, "--subject", subject);

    /// <summary>The resident memory of its process, in MB.</summary>
    public double ResidentMegabytes()
    {
        const string Name = "VmRSS:";
        var line = File.ReadLines($"/proc/{_system.Child.Id}/status").Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Whether its process still runs.</summary>
    public bool IsRunning => _system.Child.IsRunning;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
