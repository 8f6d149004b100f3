using System.Text.Json.Nodes;

namespace LiveParking.GatewayTests.Api;

/// <summary>Endpoints beside the API: its description, metrics, health and the root.</summary>
[Collection(ParkingCollection.Name)]
public sealed class ServiceEndpointsTests(ParkingSystem system)
{
    [Fact]
    public async Task The_document_describes_every_address_with_words_for_enums_and_the_scheme_of_tokens()
    {
        using var http = system.Http();
        var text = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/openapi/v1.json")).Text;
        var document = JsonNode.Parse(text)!;
        var paths = document["paths"]!.AsObject().Select(path => path.Key).ToList();
        foreach (var path in new[]
        {
            "/api/v1/locations", "/api/v1/locations/{id}", "/api/v1/locations/{id}/levels/{level}", "/api/v1/locations/{id}/levels/{level}/readings",
            "/api/v1/cameras", "/api/v1/cameras/{id}", "/api/v1/cameras/{id}/snapshot.jpg", "/api/v1/cameras/{id}/stream.mjpg",
        })
            Assert.Contains(path, paths);
        var schemas = document["components"]!["schemas"]!;
        Assert.Contains("almostFull", schemas["OccupancyStatus"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("heartbeat", text, StringComparison.Ordinal);
        Assert.Equal("http", document["components"]!["securitySchemes"]!["bearer"]!["type"]!.GetValue<string>());
        Assert.NotNull(document["paths"]!["/api/v1/locations/{id}"]!["put"]!["security"]);
        Assert.Null(document["paths"]!["/api/v1/locations/{id}"]!["get"]!["security"]);
        Assert.NotNull(schemas["LevelStatus"]!["properties"]!["version"]!["description"]);
    }

    [Fact]
    public async Task The_documentation_page_needs_nothing_from_elsewhere()
    {
        using var http = system.Http();
        var page = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/docs/");
        Assert.Equal("text/html", page.MediaType);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("//cdn", page.Text, StringComparison.Ordinal);
        foreach (var asset in new[] { "scalar.js", "scalar.aspnetcore.js" })
        {
            Assert.Contains(asset, page.Text, StringComparison.Ordinal);
            Assert.Equal(200, (int)(await HttpAnswer.SendAsync(http, HttpMethod.Get, $"/docs/{asset}")).Status);
        }
    }

    [Fact]
    public async Task Metrics_show_the_meters_of_the_system()
    {
        // Connections of other tests may still be closing: they count too, but fewer than these.
        const int Phones = 20;
        using var http = new HttpClient { BaseAddress = system.Management };
        var phones = await Task.WhenAll(Enumerable.Range(0, Phones).Select(_ => system.ConnectAsync("parking")));
        await Eventually.HoldsAsync(async () => await ConnectionsAsync(http) >= Phones, "the meter shows the connections");
        foreach (var phone in phones)
            await phone.DisposeAsync();
        await Eventually.HoldsAsync(async () => await ConnectionsAsync(http) < Phones, "the meter shows that they are gone");
    }

    [Fact]
    public async Task The_gateway_of_a_silo_is_ready()
    {
        using var http = system.Http();
        Assert.Equal("""{"status":"ready","reasons":[]}""", (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/ready")).Text);
        Assert.Equal("""{"status":"live","reasons":[]}""", (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/health/live")).Text);
    }

    [Fact]
    public async Task Without_a_built_page_the_root_says_so()
    {
        using var http = system.Http();
        var root = await HttpAnswer.SendAsync(http, HttpMethod.Get, "/");
        Assert.Equal((200, "text/plain"), ((int)root.Status, root.MediaType));
        Assert.Contains("/docs", root.Text, StringComparison.Ordinal);
    }

    private static async Task<int> ConnectionsAsync(HttpClient http)
    {
        var lines = (await HttpAnswer.SendAsync(http, HttpMethod.Get, "/metrics")).Text.Split('\n');
        var line = lines.FirstOrDefault(line => line.StartsWith("liveparking_gateway_connections{", StringComparison.Ordinal) && line.Contains("hub=\"parking\"", StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], null);
    }
}
