using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DropoutSweep.Silo.Api;

/// <summary>What the OpenAPI document says beyond the endpoints. The same for every silo: no address, no version of the program.</summary>
internal static class OpenApiDocumentText
{
    private const string Scheme = "token";

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "DropoutSweep",
            Version = "1",
            Description = "Sweeps over dropout rates and layer sizes: submitted, watched and read back. Every error is a problem of RFC 9457. "
                + "Whatever is polled carries an ETag. A silo with a token wants it as 'Authorization: Bearer TOKEN', but for the probes.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"The silo's token; see {ApiOptions.TokenVariable}." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    });
}
