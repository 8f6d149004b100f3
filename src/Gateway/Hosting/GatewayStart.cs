using LiveParking.Gateway.Access;
using LiveParking.Gateway.Uplinks;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>Starts the program; what keeps it from starting is told in one sentence each, without a stack trace.</summary>
internal static class GatewayStart
{
    private const int Failed = 1;

    /// <summary>Builds and runs the gateway until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
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
            // Among them: a port in use or an address that is not this machine's.
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
