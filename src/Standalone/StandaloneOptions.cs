using System.Net;
using LiveParking.Grains.Cameras.Capture;
using LiveParking.Hosting;

namespace LiveParking.Standalone;

/// <summary>What the standalone system is started with.</summary>
/// <param name="Urls">Where the page, the API and the hubs listen, separated by semicolons.</param>
/// <param name="DataFolder">Where state and token keys are kept.</param>
/// <param name="Demo">Whether the demo site is set up and gets traffic.</param>
/// <param name="Cameras">The cameras attached to this machine, those of the demo included.</param>
/// <param name="Debug">Whether everything is logged.</param>
/// <param name="WaysIn">What is set about MQTT and mappings, by the names that the gateway reads.</param>
/// <param name="Settings">The file and the command line of settings.</param>
/// <param name="Lan">The addresses on the local network at which phones find the page, the best first; none unless <c>--lan</c> asks for it.</param>
internal sealed record StandaloneOptions(string Urls, string DataFolder, bool Demo, IReadOnlyList<CameraOptions> Cameras, bool Debug,
    IReadOnlyDictionary<string, string?> WaysIn, SettingSources Settings, IReadOnlyList<IPAddress> Lan);
