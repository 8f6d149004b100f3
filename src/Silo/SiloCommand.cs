using System.CommandLine;
using System.Net;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Silo;

/// <summary>The command line of a silo.</summary>
internal static class SiloCommand
{
    public static RootCommand Create()
    {
        var role = new Option<SiloRole>("--role")
        {
            Description = "central: locations and levels; site: the cameras attached to this machine",
            Required = true,
            CustomParser = result => result.Tokens is [{ Value: "central" }] ? SiloRole.Central
                : result.Tokens is [{ Value: "site" }] ? SiloRole.Site
                : Fail(result, $"--role is central or site, not '{result.Tokens[0].Value}'.", SiloRole.Central),
        };
        var siloPort = Port("--silo-port", "TCP port for other silos", 11111);
        var gatewayPort = Port("--gateway-port", "TCP port for gateways; a site's silo opens none", 30000);
        var address = new Option<IPAddress>("--address")
        {
            Description = "IP address of this machine that other silos and gateways use; keep it on a private network",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var ip)
                ? ip
                : Fail(result, $"--address is an IP address, not '{result.Tokens[0].Value}'.", IPAddress.Loopback),
        };
        var cameras = new CameraArguments();
        var command = new RootCommand("One silo of Live Parking. Redis is named by ConnectionStrings__Redis.")
        {
            role, siloPort, gatewayPort, address,
        };
        cameras.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var attached = cameras.Read(parsed);
                return await SiloProgram.RunAsync(
                    redis => new SiloOptions
                    {
                        Role = parsed.GetValue(role),
                        SiloPort = parsed.GetValue(siloPort),
                        GatewayPort = parsed.GetValue(gatewayPort),
                        Address = parsed.GetValue(address)!,
                        Redis = redis,
                    },
                    attached,
                    cancel);
            }
            catch (InvalidRequestException fault)
            {
                return StartFailure.Print(fault.Message);
            }
        });
        return command;
    }

    private static Option<int> Port(string name, string description, int fallback)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var port) && port is > 0 and <= 65535))
                result.AddError($"{name} is a TCP port, 1 to 65535, not '{token.Value}'.");
        });
        return option;
    }

    private static T Fail<T>(System.CommandLine.Parsing.ArgumentResult result, string message, T value)
    {
        result.AddError(message);
        return value;
    }
}
