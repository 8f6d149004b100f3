using System.CommandLine;
using System.Globalization;
using LiveParking.Gateway.Access;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Interfaces;
using LiveParking.Silo;
using LiveParking.Standalone.Demo;

namespace LiveParking.Standalone;

/// <summary>The command line behind <c>./run</c>.</summary>
internal static class StandaloneCommand
{
    /// <summary>The folder of state and keys when <c>--data</c> is not given, relative to the working directory.</summary>
    public const string DefaultDataFolder = "data";

    private const int DefaultPort = 5000;

    public static RootCommand Create()
    {
        var port = new Option<int?>("--port") { Description = $"TCP port on loopback; {DefaultPort} by default" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535))
                result.AddError($"--port is a TCP port, 1 to 65535, not '{token.Value}'.");
        });
        var urls = new Option<string?>("--urls") { Description = "Where to listen instead, such as http://0.0.0.0:5000; several are separated by semicolons" };
        var data = new Option<string>("--data") { Description = "Folder for state and token keys", DefaultValueFactory = _ => DefaultDataFolder };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start without the demo site" };
        var cameras = new CameraArguments();
        var command = new RootCommand("Live Parking in one process: levels, cameras, page and API.")
        {
            port, urls, data, noDemo, TokenCommand.Create(TimeProvider.System),
        };
        var waysIn = WaysInOptions.AddTo(command);
        cameras.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var sketch = SketchSettings.Read(Environment.GetEnvironmentVariable);
                var attached = cameras.Read(parsed);
                var demo = !parsed.GetValue(noDemo);
                var options = new StandaloneOptions(
                    parsed.GetValue(urls)
                        ?? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{parsed.GetValue(port) ?? sketch.Port ?? DefaultPort}"),
                    Path.GetFullPath(parsed.GetValue(data)!),
                    demo,
                    CamerasOf(sketch.Camera, attached, demo),
                    sketch.Debug,
                    WaysInOptions.Read(waysIn, parsed));
                return await StandaloneProgram.RunAsync(options, cancel);
            }
            catch (InvalidRequestException fault)
            {
                return StartFailure.Print(fault.Message);
            }
        });
        return command;
    }

    /// <summary>The sketch's device first, then those of the command line, then those of the demo.</summary>
    private static IReadOnlyList<CameraOptions> CamerasOf(CameraOptions? device, IReadOnlyList<CameraOptions> attached, bool demo)
    {
        List<CameraOptions> cameras = device is null ? [.. attached] : [device, .. attached];
        if (demo)
        {
            // The demo's first location is not made yet when cameras that name none look for the first one.
            cameras.ForEach(camera => camera.LocationId ??= DemoPlan.Locations[0].Id);
            cameras.AddRange(DemoPlan.Cameras);
        }

        CameraArguments.RequireDistinct(cameras);
        return cameras;
    }
}
