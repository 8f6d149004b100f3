using LiveParking.Gateway.Access;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Page;

/// <summary>The web page for phones and operators, if it was built.</summary>
internal static class StaticPage
{
    private const string Index = "index.html";
    private const string Console = "operator.html";
    private const string NoPage = "Live Parking runs here. Its page is not built: run npm ci and npm run build in clients. The API is described at /docs.\n";

    /// <summary>Serves the built files, the page itself at <c>/</c>, and the operators' console at <c>/operator</c>.</summary>
    public static void MapStaticPage(this WebApplication app)
    {
        var path = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.PagePath;
        var folder = path.Length == 0 ? null : Path.GetFullPath(path);
        if (folder is null || !File.Exists(Path.Combine(folder, Index)))
        {
            app.MapGet("/", () => Results.Text(NoPage)).Allow(Permission.Anyone).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(folder);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = served => Cache(served.Context) });
        // Only at these paths: the page keeps its own routes behind '#', and a fallback would hide 405 and 415 of the API.
        app.MapDocument("/", files.GetFileInfo(Index));
        if (files.GetFileInfo(Console) is { Exists: true } console)
            app.MapDocument("/operator", console);
    }

    private static void MapDocument(this WebApplication app, string path, IFileInfo file) =>
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-cache";
            await http.Response.SendFileAsync(file, http.RequestAborted);
        }).Allow(Permission.Anyone).ExcludeFromDescription();

    /// <summary>
    /// Built assets have a content hash in their name. All other files are revalidated, above all the service worker: it names the files of its
    /// release, and a browser with an old service worker would keep the old page.
    /// </summary>
    private static void Cache(HttpContext http) =>
        http.Response.Headers.CacheControl = http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
