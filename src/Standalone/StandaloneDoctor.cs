using System.Net;
using LiveParking.Cameras.Capture;
using LiveParking.Gateway;
using LiveParking.Gateway.Hosting;
using LiveParking.Hosting.Doctor;
using LiveParking.Hosting.Settings;

namespace LiveParking.Standalone;

/// <summary>The command <c>doctor</c> of <c>./run</c>: whether this machine has what the system needs.</summary>
internal static class StandaloneDoctor
{
    /// <summary>Runs the checks with the options that the system would have.</summary>
    /// <returns>The exit code: 0 when nothing is at fault.</returns>
    public static Task<int> RunAsync(StandaloneOptions options, List<string> faults, bool asJson)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        faults.AddRange(options.Settings.AddTo(configuration));
        configuration.AddInMemoryCollection(options.WaysIn);
        faults.AddRange(GatewayConfiguration.Faults(configuration, gateway => gateway.KeysFolder = Path.Combine(options.DataFolder, "keys")));
        List<(string, Func<Task<IReadOnlyList<Finding>>>)> checks =
        [
            DoctorReport.Settings(faults),
            ("libraries", () => MachineChecks.LibrariesAsync("libOpenCvSharpExtern.so")),
            ("disk", () => MachineChecks.DiskAsync(options.DataFolder)),
            ("ports", () => Task.FromResult(Ports(options.Urls))),
            .. GatewayDoctor.Checks(configuration),
            .. options.Cameras.Where(camera => !camera.Source.StartsWith("demo:", StringComparison.Ordinal)).Select(camera => DoctorReport.Camera(camera.Id, () => CameraReach.FaultAsync(camera))),
        ];
        return DoctorReport.RunAsync(checks, asJson, Console.Out);
    }

    private static IReadOnlyList<Finding> Ports(string urls) =>
    [
        .. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse).Where(address => address.Port > 0)
            .Select(address => MachineChecks.Port("for phones (--port, --urls)", IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, address.Port)),
    ];
}
