using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace LiveParking.Gateway.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page that shows it at <c>/docs</c>.</summary>
internal static class OpenApiDocumentation
{
    private const string Scheme = "bearer";

    public static IServiceCollection AddGatewayDocumentation(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                DescribeIds(operation);
                RequireToken(operation, context);
                return Task.CompletedTask;
            });
        });

    public static void MapGatewayDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").Allow(Permission.Anyone);
        routes.MapScalarApiReference("/docs", options =>
        {
            options.WithTitle("Live Parking API");
            options.WithOpenApiRoutePattern("/openapi/{documentName}.json");
            options.DisableDefaultFonts();
            options.DisableAgent();
            options.HideDeveloperTools();
        }).Allow(Permission.Anyone);
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Live Parking",
            Version = "v1",
            Description =
                "Occupancy of parking locations and pictures of their cameras. Live updates come over the SignalR hubs `/hubs/parking` and `/hubs/cameras`. "
                + "Errors are problem details (RFC 9457) with a stable `code` and, where one field is to blame, `field`.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the command `token`. Hubs and pictures also take it from the address, as `access_token`.",
        };
    }

    private static void DescribeIds(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter.In == ParameterLocation.Path && parameter.Schema is OpenApiSchema schema)
                schema.Pattern = Grains.Interfaces.Slug.Pattern;
        }
    }

    /// <summary>An endpoint that may answer 401 accepts a token.</summary>
    private static void RequireToken(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.Responses?.ContainsKey("401") == true)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
    }
}
