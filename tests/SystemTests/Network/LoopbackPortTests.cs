using System.Runtime.Versioning;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary>Every user of the machine can reach the ports that <c>./run</c> opens on loopback.</summary>
[SupportedOSPlatform("linux")]
public sealed class LoopbackPortTests
{
    [Fact]
    public async Task A_system_in_one_process_opens_no_port_but_those_of_its_page_and_of_management()
    {
        await using var system = new StandaloneSystem("--camera", "gate=demo:gate");
        await system.StartAsync();

        Assert.Equal(new[] { system.Address.Port, system.Management.Port }.Order(), OpenPorts.Of(system.Child.Id).Order());

        // The system is complete: it stores readings.
        await system.Operator.MakeLevelAsync("closed-port", "p1");
        Assert.Equal(0, (await system.Operator.LevelAsync("closed-port", "p1")).Occupied);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(Path.Combine(system.DataFolder, "store")) & Others);
    }
}
