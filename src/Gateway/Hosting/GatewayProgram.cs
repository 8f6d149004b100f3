using LiveParking.Gateway.Cluster;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;
using LiveParking.Telemetry;

namespace LiveParking.Gateway.Hosting;

/// <summary>Runs a gateway until it is stopped.</summary>
internal static class GatewayProgram
{
    private const string InsecureOption = "--insecure";

    /// <summary>Runs the gateway.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments) => arguments.Count > 0 && arguments[0] == "doctor"
        ? GatewayDoctor.RunAsync([.. arguments.Skip(1)])
        : StartFailure.RunAsync(() => Task.FromResult<IHost?>(Build(arguments)), CancellationToken.None);

    /// <exception cref="StartException">The command line or the settings are wrong; it has every error.</exception>
    private static WebApplication Build(IReadOnlyList<string> arguments)
    {
        var sources = SettingSources.Take([.. arguments.Where(argument => argument != InsecureOption)]);
        if (arguments.Contains(InsecureOption))
            sources.Set("Gateway:Insecure", "true");
        var unknown = GatewayArguments.Faults(sources.OtherArguments);
        // ASP.NET would parse the value of an unknown option as an option of its own.
        var builder = WebApplication.CreateBuilder(unknown.Count == 0 ? [.. sources.OtherArguments] : []);
        List<string> faults =
        [
            .. unknown,
            .. sources.AddTo(builder.Configuration),
            .. ClusterClientHosting.Faults(builder.Configuration),
            .. GatewayConfiguration.Faults(builder.Configuration),
        ];
        if (faults.Count > 0)
            throw new StartException(faults);
        builder.AddGatewayConsole();
        builder.AddLiveParkingCluster();
        builder.AddLiveParkingGateway();
        builder.AddLiveParkingTelemetry("live-parking-gateway");
        return builder.Build().MapLiveParkingGateway();
    }
}
