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
            var (attached, faults) = CamerasOf(parsed);
            return SiloProgram.RunAsync(settings, silo => Overrule(parsed, silo), attached, faults, cancel);
        });
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var doctor = new Command("doctor", "Checks what the silo needs of this machine, and says how to cure what is missing.") { role, siloPort, gatewayPort, address, SettingArguments.File(), json };
        cameras.AddTo(doctor);
        doctor.SetAction((parsed, _) =>
        {
            var (attached, faults) = CamerasOf(parsed);
            return SiloDoctor.RunAsync(settings, silo => Overrule(parsed, silo), attached, faults, parsed.GetValue(json));
        });
        command.Add(doctor);
        foreach (var copying in SiloBackups.Create(settings))
            command.Add(copying);
        return command;

        void Overrule(ParseResult parsed, SiloSettings silo)
        {
            silo.Role = parsed.GetValue(role) ?? silo.Role;
            silo.SiloPort = parsed.GetValue(siloPort) ?? silo.SiloPort;
            silo.GatewayPort = parsed.GetValue(gatewayPort) ?? silo.GatewayPort;
            silo.Address = parsed.GetValue(address) ?? silo.Address;
        }

        (IReadOnlyList<CameraOptions> Cameras, List<string> Faults) CamerasOf(ParseResult parsed)
        {
            try
            {
                return (cameras.Read(parsed), []);
            }
            catch (InvalidRequestException fault)
            {
                return ([], [fault.Message]);
            }
        }
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
