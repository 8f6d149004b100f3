using System.Globalization;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Deploy;

/// <summary>
/// The Redis of <c>deploy/compose.yaml</c> as a process: its own command, with the files that <c>deploy/make-secrets</c> made. Only its port
/// and the places of the files differ.
/// </summary>
internal sealed class ExampleRedis : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Child? _server;

    /// <summary>The settings of the example's processes.</summary>
    /// <param name="role"><c>central</c>, <c>site</c> or <c>gateway</c>.</param>
    public IReadOnlyDictionary<string, string?> Variables(string role)
    {
        var secrets = _folder["secrets"];
        var (name, value) = Split(File.ReadAllText(Path.Combine(secrets, $"{role}.env")).Trim());
        Assert.Equal(value, File.ReadAllText(Path.Combine(secrets, $"{role}.connection")));
        return new Dictionary<string, string?>
        {
            [name] = value.Replace(":6379", ":" + Text(_port), StringComparison.Ordinal),
            ["SSL_CERT_FILE"] = Path.Combine(secrets, "ca.crt"),
            ["Cluster__Tls__Certificate"] = Path.Combine(secrets, $"{role}.crt"),
            ["Cluster__Tls__Key"] = Path.Combine(secrets, $"{role}.key"),
            ["Cluster__Tls__Authority"] = Path.Combine(secrets, "cluster-ca.crt"),
        };
    }

    /// <summary>Makes the secrets and starts it.</summary>
    public async Task StartAsync()
    {
        var secrets = _folder["secrets"];
        await using (var make = await Child.StartAsync(
            "make-secrets", _folder.Path, [Path.Combine(Repository.Top, "deploy", "make-secrets"), "localhost"],
            new Dictionary<string, string?> { ["SECRETS"] = secrets }))
            Assert.True(await make.ExitAsync() == 0, make.Tail());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        foreach (var file in (string[])["central.connection", "site.env", "ca.key", "cluster-ca.key"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(secrets, file)));

        _server = await Child.StartAsync(
            "example-redis",
            _folder.Path,
            [.. Command().Select(word => word == "6379" ? Text(_port) : word.Replace("/tls", secrets, StringComparison.Ordinal)), "--bind", "127.0.0.1"]);
        await _server.OutputLineAsync(line => line.Contains("Ready to accept connections", StringComparison.Ordinal), "ready");
    }

    /// <summary>The output of <c>redis-cli</c>.</summary>
    /// <param name="tls">Whether it uses TLS.</param>
    /// <param name="role">Whose user logs in; null for nobody.</param>
    /// <param name="command">The command.</param>
    public async Task<string> AskAsync(bool tls, string? role, params IEnumerable<string> command)
    {
        var variables = Variables(role ?? "central");
        var login = variables["ConnectionStrings__Redis"]!.Split(',').Select(Split).ToLookup(part => part.Name, part => part.Value);
        await using var client = await Child.StartAsync(
            "redis-cli",
            _folder.Path,
            [
                "timeout", "20", "redis-cli", "-h", "localhost", "-p", Text(_port), .. tls ? (string[])["--tls", "--cacert", variables["SSL_CERT_FILE"]!] : [],
                .. role is not null ? (string[])["--no-auth-warning", "--user", login["user"].Single(), "--pass", login["password"].Single()] : [],
                .. command,
            ]);
        await client.ExitAsync();
        return string.Join('\n', client.Output.Concat(client.Errors));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The list under the first <c>command:</c>.</summary>
    private static IEnumerable<string> Command() =>
        File.ReadLines(Path.Combine(Repository.Top, "deploy", "compose.yaml"))
            .SkipWhile(line => line != "    command:").Skip(1)
            .TakeWhile(line => line.StartsWith("      - ", StringComparison.Ordinal))
            .Select(line => line["      - ".Length..].Trim('"'));

    private static (string Name, string Value) Split(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? ("", text) : (text[..at], text[(at + 1)..]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
