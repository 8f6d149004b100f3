using LiveParking.Gateway.Access;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Uplinks;
using LiveParking.Hosting;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>Starts the program. Each start error is printed as one sentence, without a stack trace.</summary>
internal static class GatewayStart
{
    private const int Failed = 1;
    private const string InsecureOption = "--insecure";

    /// <summary>Builds and runs the gateway until it is stopped.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="add">Adds the gateway to the application.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Action<WebApplicationBuilder> add)
    {
        try
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
                return Say([.. faults]);
            add(builder);
            await using var app = builder.Build().MapLiveParkingGateway();
            await app.StartAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            return Say([.. exception.Failures]);
        }
        catch (Exception exception) when (exception is TokenKeyException or MappingException or IOException or FormatException)
        {
            // For example, a port in use or an address of another machine.
            return Say(exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return Say(exception.Message.Split(" (Parameter")[0]);
        }
    }

    private static int Say(params ReadOnlySpan<string> sentences)
    {
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        return Failed;
    }
}
