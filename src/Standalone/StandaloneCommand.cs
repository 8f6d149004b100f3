using System.CommandLine;
using System.Globalization;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Configuration;
using LiveParking.Demo;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;
using LiveParking.Tokens;

namespace LiveParking.Standalone;

/// <summary>The command line behind <c>./run</c>.</summary>
internal static class StandaloneCommand
{
    /// <summary>The folder of state and keys when <c>--data</c> is absent, relative to the working directory.</summary>
    public const string DefaultDataFolder = "data";

    private const int DefaultPort = 5000;

    public static RootCommand Create(SettingSources settings)
    {
        var port = new Option<int?>("--port") { Description = $"TCP port on loopback; {DefaultPort} by default" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535))
                result.AddError($"--port is a TCP port, 1 to 65535, not '{token.Value}'.");
        });
        var urls = new Option<string?>("--urls") { Description = "Where to listen instead, such as https://0.0.0.0:5001; several are separated by semicolons" };
        var insecure = new Option<bool>("--insecure") { Description = "Serve plain HTTP also beyond loopback; everybody on the way can read it" };
        var lan = new Option<bool>("--lan") { Description = "Serve phones on the local network, over plain HTTP, and print the address as a QR code" };
        var data = new Option<string>("--data") { Description = "Folder for state and token keys", DefaultValueFactory = _ => DefaultDataFolder };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start without the demo site" };
        var cameras = new CameraArguments();
        var command = new RootCommand("Live Parking in one process: levels, cameras, page and API.")
        {
            port, urls, insecure, lan, data, noDemo, SettingArguments.File(), TokenCommand.Create(TimeProvider.System),
        };
        var waysIn = IngestOptions.AddTo(command);
        cameras.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (options, faults) = OptionsOf(parsed);
            return await StandaloneProgram.RunAsync(options, faults, cancel);
        });
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var doctor = new Command("doctor", "Checks what the system needs of this machine, and says how to cure what is missing.") { port, urls, insecure, lan, data, noDemo, SettingArguments.File(), json };
        foreach (var option in waysIn)
            doctor.Add(option);
        cameras.AddTo(doctor);
        doctor.SetAction((parsed, _) =>
        {
            var (options, faults) = OptionsOf(parsed);
            return StandaloneDoctor.RunAsync(options, faults, parsed.GetValue(json));
        });
        command.Add(doctor);
        foreach (var copying in StandaloneBackups.Create(settings))
            command.Add(copying);
        return command;

        (StandaloneOptions Options, List<string> Faults) OptionsOf(ParseResult parsed)
        {
            List<string> faults = [];
            var sketch = Try(() => SketchSettings.Read(Environment.GetEnvironmentVariable), faults);
            var attached = Try(() => cameras.Read(parsed), faults);
            var demo = !parsed.GetValue(noDemo);
            var all = Try(() => CamerasOf(sketch?.Camera, attached ?? [], demo), faults);
            var isLan = parsed.GetValue(lan);
            var addresses = isLan ? LanAddresses.Find() : [];
            if (isLan && parsed.GetValue(urls) is not null)
                faults.Add("--lan and --urls both say where to listen: give one of them.");
            if (isLan && addresses.Count == 0)
                faults.Add("--lan finds no address of a local network on this machine: connect it to one, or give an address with --urls.");
            if (isLan || parsed.GetValue(insecure))
                settings.Set("Gateway:Insecure", "true");
            return (new StandaloneOptions(
                parsed.GetValue(urls) ?? string.Create(
                    CultureInfo.InvariantCulture, $"http://{(isLan ? "0.0.0.0" : "localhost")}:{parsed.GetValue(port) ?? sketch?.Port ?? DefaultPort}"),
                Path.GetFullPath(parsed.GetValue(data)!),
                demo,
                all ?? [],
                sketch?.Debug ?? false,
                IngestOptions.Read(waysIn, parsed),
                settings,
                addresses), faults);
        }
    }

    private static T? Try<T>(Func<T> read, List<string> faults)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidRequestException fault)
        {
            faults.Add(fault.Message);
            return null;
        }
    }

    /// <summary>The sketch's device first, then the cameras of the command line, then those of the demo.</summary>
    private static IReadOnlyList<CameraOptions> CamerasOf(CameraOptions? device, IReadOnlyList<CameraOptions> attached, bool demo)
    {
        List<CameraOptions> cameras = device is null ? [.. attached] : [device, .. attached];
        if (demo)
        {
            // The demo's first location does not exist yet when cameras without a location look for the first one.
            cameras.ForEach(camera => camera.LocationId ??= DemoPlan.FirstLocationId);
            cameras.AddRange(DemoPlan.Cameras);
        }

        CameraArguments.RequireDistinct(cameras);
        return cameras;
    }
}
