using System.Globalization;
using System.Net;
using LiveParking.Standalone;
using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Network;

/// <summary><c>./run --lan</c> serves the local network, says that it is not encrypted, and prints the page's address as a QR code.</summary>
public sealed class LanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_page_is_served_at_the_printed_address_which_the_code_holds()
    {
        var port = FreePort.Next();
        await using var system = new LiveProgram(
            "lan", "Standalone", _folder.Path, ["--lan", "--no-demo", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", _folder["data"]]);
        var addresses = LanAddresses.Find();
        if (addresses.Count == 0)
        {
            // A machine without a network: it says so and ends.
            Assert.Equal(1, await system.RunAsync());
            Assert.Contains("--lan", Assert.Single(system.Child.Errors), StringComparison.Ordinal);
            return;
        }

        await system.StartAsync();
        await system.Child.OutputLineAsync(line => line.Contains("NOT ENCRYPTED", StringComparison.Ordinal), "that it is not encrypted");
        var page = (await system.Child.OutputLineAsync(line => line.Contains("On a phone", StringComparison.Ordinal), "the address")).Split(' ')[^1];
        Assert.Equal($"http://{addresses[0]}:{port.ToString(CultureInfo.InvariantCulture)}", page);
        using var phone = new Api(new Uri(page));
        await Eventually.HoldsAsync(phone.IsReadyAsync, "the page's address answers");
        IReadOnlyList<string> code = [];
        await Eventually.HoldsAsync(() => (code = QrText.Find(system.Child.Output)).Count > 0 && code.Count * 2 >= code[0].Length, "the whole code is printed");
        Assert.Equal(page, await QrText.ReadAsync(code, _folder["code.pbm"]));
    }

    [Theory]
    [InlineData("http://192.0.2.7:5000")]
    [InlineData("http://10.11.12.13:65535")]
    public async Task A_code_holds_what_it_says(string page)
    {
        var address = new Uri(page);
        var text = LanGreeting.Text([IPAddress.Parse(address.Host)], address.Port);
        Assert.Equal(page, await QrText.ReadAsync(QrText.Find(text.Split(Environment.NewLine)), _folder["code.pbm"]));
    }

    [Fact]
    public async Task A_place_to_listen_beside_it_is_a_fault()
    {
        await using var system = new LiveProgram(
            "lan", "Standalone", _folder.Path, ["--lan", "--urls", "http://127.0.0.1:0", "--data", _folder["data"]]);
        Assert.Equal(1, await system.RunAsync());
        Assert.Contains(system.Child.Errors, line => line.Contains("--urls", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
