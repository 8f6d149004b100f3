using System.Net;
using LiveParking.Cameras.Capture;
using LiveParking.Hosting.Settings;

namespace LiveParking.Standalone;

/// <summary>The start options of the standalone system.</summary>
/// <param name="Urls">The listen addresses of the page, the API and the hubs, separated by semicolons.</param>
/// <param name="DataFolder">The folder for state and token keys.</param>
/// <param name="Demo">Whether the demo site is created and gets traffic.</param>
/// <param name="Cameras">The cameras attached to this machine, including those of the demo.</param>
/// <param name="Debug">Whether everything is logged.</param>
/// <param name="WaysIn">The settings of MQTT and mappings, by the names that the gateway reads.</param>
/// <param name="Settings">The settings file and the command line.</param>
/// <param name="Lan">The addresses on the local network at which phones find the page, the best first; empty without <c>--lan</c>.</param>
internal sealed record StandaloneOptions(string Urls, string DataFolder, bool Demo, IReadOnlyList<CameraOptions> Cameras, bool Debug,
    IReadOnlyDictionary<string, string?> WaysIn, SettingSources Settings, IReadOnlyList<IPAddress> Lan);
