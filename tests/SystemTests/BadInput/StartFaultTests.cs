using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.BadInput;

/// <summary>A program that can't start says why in one sentence and ends; nothing is left in its folder.</summary>
public sealed class StartFaultTests : IDisposable
{
    private const string NoRedis = "127.0.0.1:1";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("SOCKET_PORT", "abc", "SOCKET_PORT")]
    [InlineData("SOCKET_PORT", "70000", "SOCKET_PORT")]
    [InlineData("CAMERA_DEVICE_ID", "front", "CAMERA_DEVICE_ID")]
    [InlineData("DEBUG", "maybe", "DEBUG")]
    public Task A_setting_of_the_old_sketch_that_is_none(string variable, string value, string named) =>
        FailsAsync("Standalone", ["--data", _folder["data"]], named, new() { [variable] = value });

    [Theory]
    [InlineData("nonsense", "'='")]
    [InlineData("gate=teleport:7", "camera")]
    [InlineData("Bad Id=device:0", "camera id")]
    [InlineData("gate@no_slug=device:0", "location id")]
    [InlineData("gate=device:front", "device:N")]
    [InlineData("gate=rtsp://", "address")]
    public async Task A_camera_that_can_not_be_read(string camera, string named)
    {
        await FailsAsync("Standalone", ["--data", _folder["data"], "--camera", camera], named);
        await FailsAsync("Silo", ["--role", "site", "--camera", camera], named, Redis(NoRedis));
    }

    [Theory]
    [InlineData("--port", "http", "--port")]
    [InlineData("--port", "0", "--port")]
    [InlineData("--urls", "nowhere", "nowhere")]
    [InlineData("--private-camera", "unheard-of", "unheard-of")]
    public Task An_option_of_the_standalone_system_that_is_none(string option, string value, string named) =>
        FailsAsync("Standalone", ["--data", _folder["data"], option, value], named);

    [Fact]
    public Task A_word_that_nobody_knows() => FailsAsync("Standalone", ["--data", _folder["data"], "faster"], "faster");

    [Theory]
    [InlineData("--role", "boss", "boss")]
    [InlineData("--silo-port", "70000", "--silo-port")]
    [InlineData("--address", "somewhere", "--address")]
    public Task An_option_of_a_silo_that_is_none(string option, string value, string named) =>
        FailsAsync("Silo", option == "--role" ? [option, value] : ["--role", "central", option, value], named, Redis(NoRedis));

    /// <summary>A mistyped name would be as good as no option at all.</summary>
    [Theory]
    [InlineData("--insecur", "--insecur ")]
    [InlineData("--urlz=http://127.0.0.1:1", "--urlz ")]
    [InlineData("faster", "faster ")]
    [InlineData("--environment", "--environment needs a value")]
    public Task An_option_of_a_gateway_that_is_none(string option, string named) =>
        FailsAsync("Gateway", ["--urls", $"http://127.0.0.1:{FreePort.Next()}", option], named, new(Redis(NoRedis)) { ["LIVEPARKING_KEYS"] = _folder["keys"] });

    [Theory]
    [InlineData("--role", "boss", "--role")]
    [InlineData("--days", "many", "--days")]
    [InlineData("--location", "No Slug", "--location")]
    public Task An_option_of_a_token_that_is_none(string option, string value, string named) =>
        FailsAsync(
            "Standalone",
            ["token", "--data", _folder["data"], .. option == "--role" ? Array.Empty<string>() : ["--role", "viewer"], option, value],
            named);

    [Fact]
    public async Task A_silo_or_a_gateway_that_is_told_of_no_Redis()
    {
        await FailsAsync("Silo", ["--role", "central"], "ConnectionStrings__Redis");
        await FailsAsync("Gateway", ["--urls", "http://127.0.0.1:0"], "ConnectionStrings__Redis", new() { ["LIVEPARKING_KEYS"] = _folder["keys"] });
    }

    [Fact]
    public async Task A_Redis_whose_name_can_not_be_read()
    {
        const string Unreadable = "127.0.0.1:6379,password=open-sesame,ssl=perhaps";
        await FailsAsync("Silo", ["--role", "central"], "Redis", Redis(Unreadable));
        await FailsAsync(
            "Gateway", ["--urls", "http://127.0.0.1:0"], "Redis", new(Redis(Unreadable)) { ["LIVEPARKING_KEYS"] = _folder["keys"] });
    }

    [Fact]
    public async Task A_port_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await FailsAsync("Standalone", ["--data", _folder["data"], "--port", port], port);
        await FailsAsync("Standalone", ["--data", _folder["data"], "--urls", $"http://127.0.0.1:{port}"], port);
        Assert.False(Directory.Exists(_folder["data"]), "The data folder was made before the fault was seen.");
        await FailsAsync("Silo", ["--role", "central", "--silo-port", port], port, Redis(NoRedis));
        await FailsAsync("Gateway", ["--urls", $"http://127.0.0.1:{port}"], port, new(Redis(NoRedis)) { ["LIVEPARKING_KEYS"] = _folder["keys"] });
    }

    [Fact]
    public async Task A_data_folder_that_can_not_be_written()
    {
        // Below a regular file: not even root can make a folder there.
        await File.WriteAllTextAsync(_folder["file"], "");
        var data = Path.Combine(_folder["file"], "data");
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await FailsAsync("Standalone", ["--data", data, "--port", port], data);
        await FailsAsync("Standalone", ["token", "--data", data, "--role", "viewer"], data);

        Directory.CreateDirectory(_folder["half"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["half"], "keys"), "");
        await FailsAsync("Standalone", ["--data", _folder["half"], "--port", port], Path.Combine(_folder["half"], "keys"));
        await FailsAsync(
            "Gateway", ["--urls", $"http://127.0.0.1:{port}"], data, new(Redis(NoRedis)) { ["LIVEPARKING_KEYS"] = Path.Combine(data, "keys") });
    }

    [Fact]
    public async Task A_data_folder_that_another_system_uses()
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await FailsAsync("Standalone", ["--data", system.DataFolder, "--port", port], system.DataFolder);
        Assert.True(await system.Operator.IsReadyAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string?> Redis(string connection) => new() { ["ConnectionStrings__Redis"] = connection };

    private async Task FailsAsync(string program, IReadOnlyList<string> arguments, string named, Dictionary<string, string?>? variables = null)
    {
        await using var started = new LiveProgram($"faulty-{program}", program, _folder.Path, arguments, variables);
        Assert.NotEqual(0, await started.RunAsync());
        var said = started.Child.Errors.Where(line => line.Trim().Length > 0).ToList();
        Assert.True(said.Count == 1, $"One sentence is wanted. {started.Child.Tail()}");
        Assert.Contains(named, said[0], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("open-sesame", said[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", string.Join('\n', started.Child.Output.Concat(said)), StringComparison.Ordinal);
        Assert.DoesNotContain(started.Child.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }
}
