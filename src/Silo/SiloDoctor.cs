using LiveParking.Cameras.Capture;
using LiveParking.Hosting.Clustering;
using LiveParking.Hosting.Doctor;
using LiveParking.Hosting.Settings;

namespace LiveParking.Silo;

/// <summary>The command <c>doctor</c> of a silo: whether this machine has what the silo needs.</summary>
internal static class SiloDoctor
{
    /// <summary>Runs the checks with the settings that the silo would have.</summary>
    /// <returns>The exit code: 0 when nothing is at fault.</returns>
    public static Task<int> RunAsync(SettingSources sources, Action<SiloSettings> overrule, IReadOnlyList<CameraOptions> cameras, List<string> faults, bool asJson)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        faults.AddRange(sources.AddTo(configuration));
        var settings = SiloSettings.Read(configuration, faults);
        overrule(settings);
        var identity = new ClusterIdentity();
        SectionBinder.Bind(configuration.GetSection("Cluster"), identity, faults);
        var redis = configuration.GetConnectionString("Redis");
        var options = settings.ToOptions(redis, identity, faults);
        List<(string, Func<Task<IReadOnlyList<Finding>>>)> checks =
        [
            DoctorReport.Settings(faults),
            ("redis", () => RedisChecks.FindAsync(redis)),
            ("ports", () => Task.FromResult<IReadOnlyList<Finding>>(
            [
                MachineChecks.Port("for other silos (--silo-port)", options.Address, options.SiloPort),
                .. options.AdvertisedGatewayPort > 0 ? new[] { MachineChecks.Port("for gateways (--gateway-port)", options.Address, options.AdvertisedGatewayPort) } : [],
            ])),
        ];
        if (options.Role != SiloRole.Central)
        {
            checks.Add(("libraries", () => MachineChecks.LibrariesAsync("libOpenCvSharpExtern.so")));
            checks.AddRange(cameras.Select(camera => DoctorReport.Camera(camera.Id, () => CameraReach.FaultAsync(camera))));
        }

        if (identity.Tls.IsSet)
            checks.Add(("certificates", () => Task.FromResult<IReadOnlyList<Finding>>([MachineChecks.Certificate("of this machine (Cluster:Tls)", identity.Tls.Certificate, TimeProvider.System.GetUtcNow())])));
        return DoctorReport.RunAsync(checks, asJson, Console.Out);
    }
}
