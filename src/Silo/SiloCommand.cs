using System.CommandLine;
using System.Net;
using LiveParking.Cameras.Capture;
using LiveParking.Cameras.Capture.Configuration;
using LiveParking.Grains.Interfaces;
using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;

namespace LiveParking.Silo;

/// <summary>The command line of a silo.</summary>
internal static class SiloCommand
{
    public static RootCommand Create(SettingSources settings)
    {
        var role = new Option<SiloRole?>("--role")
        {
            Description = "central: locations and levels; site: the cameras attached to this machine",
            CustomParser = result => result.Tokens is [{ Value: "central" }] ? SiloRole.Central
                : result.Tokens is [{ Value: "site" }] ? SiloRole.Site
                : Fail<SiloRole?>(result, $"--role is central or site, not '{result.Tokens[0].Value}'.", null),
        };
        var siloPort = Port("--silo-port", "TCP port for other silos; 11111 by default");
        var gatewayPort = Port("--gateway-port", "TCP port for gateways, 30000 by default; a site's silo opens none");
        var address = new Option<IPAddress?>("--address")
        {
            Description = "IP address of this machine that other silos and gateways use; keep it on a private network",
            CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var ip)
                ? ip
                : Fail<IPAddress?>(result, $"--address is an IP address, not '{result.Tokens[0].Value}'.", null),
        };
        var cameras = new CameraArguments();
        var command = new RootCommand("One silo of Live Parking. Redis is named by ConnectionStrings__Redis.")
        {
            role, siloPort, gatewayPort, address, SettingArguments.File(),
        };
        cameras.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            List<string> faults = [];
            IReadOnlyList<CameraOptions> attached = [];
            try
            {
                attached = cameras.Read(parsed);
            }
            catch (InvalidRequestException fault)
            {
                faults.Add(fault.Message);
            }

            return SiloProgram.RunAsync(settings, Overrule, attached, faults, cancel);

            void Overrule(SiloSettings silo)
            {
                silo.Role = parsed.GetValue(role) ?? silo.Role;
                silo.SiloPort = parsed.GetValue(siloPort) ?? silo.SiloPort;
                silo.GatewayPort = parsed.GetValue(gatewayPort) ?? silo.GatewayPort;
                silo.Address = parsed.GetValue(address) ?? silo.Address;
            }
        });
        return command;
    }

    private static Option<int?> Port(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description };
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
