{
 "patcher": {
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 5,
   "revision": 0,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   80.0,
   100.0,
   620.0,
   520.0
  ],
  "bglocked": 0,
  "openinpresentation": 1,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
  "gridsize": [
   15.0,
   15.0
  ],
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      15.0,
      327.0,
      20.0
     ],
     "text": "duende: play a phrase, pause, and it answers.",
     "fontsize": 18.0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      15.0,
      327.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      45.0,
      481.0,
      20.0
     ],
     "text": "Made for the show at 127.0.0.1, port 7770; it answers at port 9001.",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      45.0,
      481.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      80.0,
      24.0,
      24.0
     ],
     "presentation": 1,
     "presentation_rect": [
      20.0,
      80.0,
      24.0,
      24.0
     ],
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      50.0,
      82.0,
      271.0,
      20.0
     ],
     "text": "connect again (it connects by itself)",
     "presentation": 1,
     "presentation_rect": [
      50.0,
      82.0,
      271.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      115.0,
      60.0,
      20.0
     ],
     "text": "it says",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      115.0,
      60.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      150.0,
      115.0,
      440.0,
      22.0
     ],
     "text": "",
     "presentation": 1,
     "presentation_rect": [
      150.0,
      115.0,
      440.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1250.0,
      45.0,
      162.0,
      22.0
     ],
     "text": "udpsend 127.0.0.1 7770"
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1250.0,
      15.0,
      92.0,
      22.0
     ],
     "text": "r duende.out",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      600.0,
      45.0,
      43.0,
      22.0
     ],
     "text": "t b b",
     "outlettype": [
      "bang",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      600.0,
      15.0,
      64.0,
      22.0
     ],
     "text": "loadbang",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      600.0,
      140.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      750.0,
      75.0,
      180.0,
      22.0
     ],
     "text": "/hello 9001, /feedback 1",
     "presentation": 0,
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      750.0,
      105.0,
      180.0,
      22.0
     ],
     "text": "/clock/tempo, /clock/offset, /clock/source, /journal, /music/mode, /music/style, /music/temperature, /music/top_p, /music/density, /music/low, /music/high, /music/scale, /music/polyphony, /music/velocity, /music/quantize, /music/grid, /music/pause, /music/length, /music/yield, /music/in_channel, /music/out_channel, /music/plan, /music/seed, /text/temperature, /text/top_p, /text/pace, /text/quantize, /text/max_line, /text/preview, /text/seed, /image/seed, /image/latent/0, /image/latent/1, /image/latent/2, /image/latent/3, /image/latent/4, /image/latent/5, /image/latent/6, /image/latent/7, /image/walk, /image/fps, /image/truncation, /image/quantize, /image/glide, /gesture/mode, /gesture/temperature, /gesture/spread, /gesture/quantize, /gesture/pause, /gesture/length, /gesture/seed",
     "presentation": 0,
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      600.0,
      75.0,
      71.0,
      22.0
     ],
     "text": "delay 200",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1000.0,
      15.0,
      113.0,
      22.0
     ],
     "text": "udpreceive 9001",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1000.0,
      45.0,
      85.0,
      22.0
     ],
     "text": "s duende.in"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1100.0,
      115.0,
      155.0,
      22.0
     ],
     "text": "route /error /welcome",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1000.0,
      115.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1340.0,
      105.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1340.0,
      131.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      160.0,
      125.0,
      20.0
     ],
     "text": "clock/tempo",
     "annotation": "beats per minute",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      160.0,
      125.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      150.0,
      160.0,
      60.0,
      48.0
     ],
     "varname": "clock tempo",
     "annotation": "beats per minute",
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "clock tempo",
       "parameter_shortname": "clock/tempo",
       "parameter_type": 0,
       "parameter_mmin": 20.0,
       "parameter_mmax": 400.0,
       "parameter_initial_enable": 0,
       "parameter_initial": [
        120.0
       ],
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      150.0,
      160.0,
      60.0,
      48.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      600.0,
      160.0,
      148.0,
      22.0
     ],
     "text": "prepend /clock/tempo",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      870.0,
      160.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1100.0,
      160.0,
      134.0,
      22.0
     ],
     "text": "route /clock/tempo",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1000.0,
      160.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1340.0,
      160.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      220.0,
      160.0,
      130.0,
      20.0
     ],
     "text": "BPM",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      160.0,
      130.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      214.0,
      125.0,
      20.0
     ],
     "text": "clock/offset",
     "annotation": "shifts an incoming clock",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      214.0,
      125.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      150.0,
      214.0,
      60.0,
      48.0
     ],
     "varname": "clock offset",
     "annotation": "shifts an incoming clock",
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "clock offset",
       "parameter_shortname": "clock/offset",
       "parameter_type": 0,
       "parameter_mmin": -500.0,
       "parameter_mmax": 500.0,
       "parameter_initial_enable": 0,
       "parameter_initial": [
        0.0
       ],
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      150.0,
      214.0,
      60.0,
      48.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      600.0,
      214.0,
      155.0,
      22.0
     ],
     "text": "prepend /clock/offset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      870.0,
      214.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1100.0,
      214.0,
      141.0,
      22.0
     ],
     "text": "route /clock/offset",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1000.0,
      214.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1340.0,
      214.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      220.0,
      214.0,
      130.0,
      20.0
     ],
     "text": "ms",
     "presentation": 1,
     "presentation_rect": [
      220.0,
      214.0,
      130.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      268.0,
      125.0,
      20.0
     ],
     "text": "clock/source",
     "annotation": "who gives the tempo: under midi setting it is an error, under link a proposal",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      268.0,
      125.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "umenu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      150.0,
      268.0,
      120.0,
      22.0
     ],
     "items": [
      "internal",
      ",",
      "midi",
      ",",
      "link"
     ],
     "annotation": "who gives the tempo: under midi setting it is an error, under link a proposal",
     "presentation": 1,
     "presentation_rect": [
      150.0,
      268.0,
      120.0,
      22.0
     ],
     "outlettype": [
      "int",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      600.0,
      268.0,
      155.0,
      22.0
     ],
     "text": "prepend /clock/source",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      870.0,
      268.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1100.0,
      268.0,
      141.0,
      22.0
     ],
     "text": "route /clock/source",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1000.0,
      268.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1340.0,
      268.0,
      127.0,
      22.0
     ],
     "text": "prepend setsymbol",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      870.0,
      298.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      298.0,
      132.0,
      22.0
     ],
     "text": "/panic",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      298.0,
      132.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      160.0,
      298.0,
      132.0,
      22.0
     ],
     "text": "/clock/start",
     "presentation": 1,
     "presentation_rect": [
      160.0,
      298.0,
      132.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      300.0,
      298.0,
      132.0,
      22.0
     ],
     "text": "/clock/stop",
     "presentation": 1,
     "presentation_rect": [
      300.0,
      298.0,
      132.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      440.0,
      298.0,
      132.0,
      22.0
     ],
     "text": "/clock/continue",
     "presentation": 1,
     "presentation_rect": [
      440.0,
      298.0,
      132.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      324.0,
      132.0,
      22.0
     ],
     "text": "/clock/tap",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      324.0,
      132.0,
      22.0
     ],
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      360.0,
      166.0,
      20.0
     ],
     "text": "players (double-click)",
     "presentation": 1,
     "presentation_rect": [
      20.0,
      360.0,
      166.0,
      20.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      384.0,
      57.0,
      22.0
     ],
     "text": "p music",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       620.0,
       900.0
      ],
      "bglocked": 0,
      "openinpresentation": 1,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          222.0,
          20.0
         ],
         "text": "music: music, package ensemble",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          10.0,
          222.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "kslider",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          40.0,
          336.0,
          53.0
         ],
         "offset": 48,
         "range": 36,
         "mode": 0,
         "presentation": 1,
         "presentation_rect": [
          20.0,
          40.0,
          336.0,
          53.0
         ],
         "outlettype": [
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          100.0,
          113.0,
          22.0
         ],
         "text": "makenote 90 300",
         "outlettype": [
          "float",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          126.0,
          64.0,
          22.0
         ],
         "text": "pack 0 0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          100.0,
          50.0,
          22.0
         ],
         "text": "notein",
         "outlettype": [
          "int",
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          126.0,
          64.0,
          22.0
         ],
         "text": "pack 0 0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          152.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/note",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          200.0,
          152.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          20.0,
          190.0,
          92.0,
          22.0
         ],
         "text": "unpack 0 0 0",
         "outlettype": [
          "int",
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          160.0,
          155.0,
          22.0
         ],
         "text": "route /music/out/note",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          160.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          220.0,
          57.0,
          22.0
         ],
         "text": "noteout"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          246.0,
          50.0,
          22.0
         ],
         "text": "cycle~",
         "outlettype": [
          "signal"
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          220.0,
          40.0,
          22.0
         ],
         "text": "mtof",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          200.0,
          220.0,
          50.0,
          22.0
         ],
         "text": "/ 500.",
         "outlettype": [
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          200.0,
          272.0,
          43.0,
          22.0
         ],
         "text": "line~",
         "outlettype": [
          "signal",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          200.0,
          246.0,
          78.0,
          22.0
         ],
         "text": "pack 0. 25",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          298.0,
          40.0,
          22.0
         ],
         "text": "*~",
         "outlettype": [
          "signal"
         ]
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "ezdac~",
         "numinlets": 2,
         "numoutlets": 0,
         "patching_rect": [
          120.0,
          324.0,
          45.0,
          45.0
         ],
         "presentation": 1,
         "presentation_rect": [
          120.0,
          324.0,
          45.0,
          45.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          175.0,
          336.0,
          250.0,
          20.0
         ],
         "text": "the last note, as a sine; the others go to MIDI",
         "presentation": 1,
         "presentation_rect": [
          175.0,
          336.0,
          250.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          375.0,
          61.0,
          20.0
         ],
         "text": "harmony",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          375.0,
          61.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          375.0,
          120.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          375.0,
          120.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          375.0,
          162.0,
          22.0
         ],
         "text": "route /music/out/chord",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          375.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          375.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          405.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          405.0,
          132.0,
          22.0
         ],
         "text": "/music/answer",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          405.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          405.0,
          132.0,
          22.0
         ],
         "text": "/music/again",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          405.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          300.0,
          405.0,
          132.0,
          22.0
         ],
         "text": "/music/end",
         "presentation": 1,
         "presentation_rect": [
          300.0,
          405.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          440.0,
          405.0,
          132.0,
          22.0
         ],
         "text": "/music/stop",
         "presentation": 1,
         "presentation_rect": [
          440.0,
          405.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          431.0,
          132.0,
          22.0
         ],
         "text": "/music/reset",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          431.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          431.0,
          132.0,
          22.0
         ],
         "text": "/music/undo",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          431.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          467.0,
          125.0,
          20.0
         ],
         "text": "mode",
         "annotation": "answer replies when the phrase ends · continue carries on until the human plays · trade alternates every length beats · accompany sounds along with each note at once · solo plays by itself · off",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          467.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          467.0,
          120.0,
          22.0
         ],
         "items": [
          "answer",
          ",",
          "continue",
          ",",
          "trade",
          ",",
          "accompany",
          ",",
          "solo",
          ",",
          "off"
         ],
         "annotation": "answer replies when the phrase ends · continue carries on until the human plays · trade alternates every length beats · accompany sounds along with each note at once · solo plays by itself · off",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          467.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          467.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/mode",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          467.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          467.0,
          127.0,
          22.0
         ],
         "text": "route /music/mode",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          467.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          467.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          497.0,
          125.0,
          20.0
         ],
         "text": "style",
         "annotation": "chorale, folk, piano, drums …: what the package knows",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          497.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          497.0,
          120.0,
          22.0
         ],
         "items": [
          "any",
          ",",
          "chorale",
          ",",
          "folk",
          ",",
          "piano",
          ",",
          "drums",
          ",",
          "song"
         ],
         "annotation": "chorale, folk, piano, drums …: what the package knows",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          497.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          497.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/style",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          497.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          497.0,
          134.0,
          22.0
         ],
         "text": "route /music/style",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          497.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          497.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          527.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          527.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          527.0,
          60.0,
          48.0
         ],
         "varname": "music temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          527.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          527.0,
          190.0,
          22.0
         ],
         "text": "prepend /music/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          527.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          527.0,
          176.0,
          22.0
         ],
         "text": "route /music/temperature",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          527.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          527.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          581.0,
          125.0,
          20.0
         ],
         "text": "top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          581.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          581.0,
          60.0,
          48.0
         ],
         "varname": "music top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music top_p",
           "parameter_shortname": "top_p",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.95
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          581.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          581.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/top_p",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          581.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          581.0,
          134.0,
          22.0
         ],
         "text": "route /music/top_p",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          581.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          581.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          635.0,
          125.0,
          20.0
         ],
         "text": "density",
         "annotation": "how busy; 0 = as it likes",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          635.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          635.0,
          60.0,
          48.0
         ],
         "varname": "music density",
         "annotation": "how busy; 0 = as it likes",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music density",
           "parameter_shortname": "density",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 32.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          635.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          635.0,
          162.0,
          22.0
         ],
         "text": "prepend /music/density",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          635.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          635.0,
          148.0,
          22.0
         ],
         "text": "route /music/density",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          635.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          635.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          635.0,
          130.0,
          20.0
         ],
         "text": "notes per beat",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          635.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          689.0,
          125.0,
          20.0
         ],
         "text": "low",
         "annotation": "the lowest pitch it plays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          689.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          689.0,
          60.0,
          48.0
         ],
         "varname": "music low",
         "annotation": "the lowest pitch it plays",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music low",
           "parameter_shortname": "low",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 127.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            21
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          689.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          689.0,
          134.0,
          22.0
         ],
         "text": "prepend /music/low",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          689.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          689.0,
          120.0,
          22.0
         ],
         "text": "route /music/low",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          689.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          689.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          743.0,
          125.0,
          20.0
         ],
         "text": "high",
         "annotation": "the highest pitch it plays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          743.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          743.0,
          60.0,
          48.0
         ],
         "varname": "music high",
         "annotation": "the highest pitch it plays",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music high",
           "parameter_shortname": "high",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 127.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            108
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          743.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          743.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/high",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          743.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          743.0,
          127.0,
          22.0
         ],
         "text": "route /music/high",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          743.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          743.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          797.0,
          125.0,
          20.0
         ],
         "text": "scale",
         "annotation": "keep to these pitches: any, C major, D dorian, F# blues, Dm7, 0 3 7 10",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          797.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          797.0,
          120.0,
          22.0
         ],
         "items": [
          "any",
          ",",
          "C major",
          ",",
          "A minor",
          ",",
          "D dorian",
          ",",
          "F# blues",
          ",",
          "0 2 4 7 9"
         ],
         "annotation": "keep to these pitches: any, C major, D dorian, F# blues, Dm7, 0 3 7 10",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          797.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          670.0,
          797.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/scale",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          797.0,
          64.0,
          22.0
         ],
         "text": "tosymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          797.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-88",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          797.0,
          134.0,
          22.0
         ],
         "text": "route /music/scale",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-89",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          797.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-90",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          797.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-91",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          827.0,
          125.0,
          20.0
         ],
         "text": "polyphony",
         "annotation": "at most this many notes at once",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          827.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-92",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          827.0,
          60.0,
          48.0
         ],
         "varname": "music polyphony",
         "annotation": "at most this many notes at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music polyphony",
           "parameter_shortname": "polyphony",
           "parameter_type": 1,
           "parameter_mmin": 1.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            8
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          827.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-93",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          827.0,
          176.0,
          22.0
         ],
         "text": "prepend /music/polyphony",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-94",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          827.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-95",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          827.0,
          162.0,
          22.0
         ],
         "text": "route /music/polyphony",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-96",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          827.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-97",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          827.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-98",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          827.0,
          130.0,
          20.0
         ],
         "text": "notes",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          827.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-99",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          881.0,
          125.0,
          20.0
         ],
         "text": "velocity",
         "annotation": "softer or louder than it feels",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          881.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-100",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          881.0,
          60.0,
          48.0
         ],
         "varname": "music velocity",
         "annotation": "softer or louder than it feels",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music velocity",
           "parameter_shortname": "velocity",
           "parameter_type": 1,
           "parameter_mmin": -64.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          881.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-101",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          881.0,
          169.0,
          22.0
         ],
         "text": "prepend /music/velocity",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-102",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          881.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-103",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          881.0,
          155.0,
          22.0
         ],
         "text": "route /music/velocity",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-104",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          881.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-105",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          881.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-106",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          935.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a reply may start, counted from each downbeat, a bar or more: on downbeats; 0 = when the phrase ends; 1 once a tempo or clock is given",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          935.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-107",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          935.0,
          60.0,
          48.0
         ],
         "varname": "music quantize",
         "annotation": "where a reply may start, counted from each downbeat, a bar or more: on downbeats; 0 = when the phrase ends; 1 once a tempo or clock is given",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          935.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-108",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          935.0,
          169.0,
          22.0
         ],
         "text": "prepend /music/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-109",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          935.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-110",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          935.0,
          155.0,
          22.0
         ],
         "text": "route /music/quantize",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-111",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          935.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-112",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          935.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-113",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          935.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          935.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-114",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          989.0,
          125.0,
          20.0
         ],
         "text": "grid",
         "annotation": "snap every note to this; 0 = as it feels",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          989.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-115",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          989.0,
          60.0,
          48.0
         ],
         "varname": "music grid",
         "annotation": "snap every note to this; 0 = as it feels",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music grid",
           "parameter_shortname": "grid",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          989.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-116",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          989.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/grid",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-117",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          989.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-118",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          989.0,
          127.0,
          22.0
         ],
         "text": "route /music/grid",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-119",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          989.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-120",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          989.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-121",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          989.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          989.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-122",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1043.0,
          125.0,
          20.0
         ],
         "text": "pause",
         "annotation": "a silence this long ends the phrase",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1043.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-123",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1043.0,
          60.0,
          48.0
         ],
         "varname": "music pause",
         "annotation": "a silence this long ends the phrase",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music pause",
           "parameter_shortname": "pause",
           "parameter_type": 0,
           "parameter_mmin": 0.05,
           "parameter_mmax": 30.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.6
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1043.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-124",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1043.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/pause",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-125",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1043.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-126",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1043.0,
          134.0,
          22.0
         ],
         "text": "route /music/pause",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-127",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1043.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-128",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1043.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-129",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          1043.0,
          130.0,
          20.0
         ],
         "text": "s",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          1043.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-130",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1097.0,
          125.0,
          20.0
         ],
         "text": "length",
         "annotation": "how long a reply is; 0 = like the phrase",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1097.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-131",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1097.0,
          60.0,
          48.0
         ],
         "varname": "music length",
         "annotation": "how long a reply is; 0 = like the phrase",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music length",
           "parameter_shortname": "length",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 256.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1097.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-132",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1097.0,
          155.0,
          22.0
         ],
         "text": "prepend /music/length",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-133",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1097.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-134",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1097.0,
          141.0,
          22.0
         ],
         "text": "route /music/length",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-135",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1097.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-136",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1097.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-137",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          1097.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          1097.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-138",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1151.0,
          125.0,
          20.0
         ],
         "text": "yield",
         "annotation": "human notes within a beat that interrupt it; 0 = never",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1151.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-139",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1151.0,
          60.0,
          48.0
         ],
         "varname": "music yield",
         "annotation": "human notes within a beat that interrupt it; 0 = never",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music yield",
           "parameter_shortname": "yield",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1151.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-140",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1151.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/yield",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-141",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1151.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-142",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1151.0,
          134.0,
          22.0
         ],
         "text": "route /music/yield",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-143",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1151.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-144",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1151.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-145",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          1151.0,
          130.0,
          20.0
         ],
         "text": "notes",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          1151.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-146",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1205.0,
          125.0,
          20.0
         ],
         "text": "in_channel",
         "annotation": "the MIDI channel it hears; 0 = any (MIDI only)",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1205.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-147",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1205.0,
          60.0,
          48.0
         ],
         "varname": "music in_channel",
         "annotation": "the MIDI channel it hears; 0 = any (MIDI only)",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music in_channel",
           "parameter_shortname": "in_channel",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1205.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-148",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1205.0,
          183.0,
          22.0
         ],
         "text": "prepend /music/in_channel",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-149",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1205.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-150",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1205.0,
          169.0,
          22.0
         ],
         "text": "route /music/in_channel",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-151",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1205.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-152",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1205.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-153",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1259.0,
          125.0,
          20.0
         ],
         "text": "out_channel",
         "annotation": "the channel it plays on; 10 for drums",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1259.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-154",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1259.0,
          60.0,
          48.0
         ],
         "varname": "music out_channel",
         "annotation": "the channel it plays on; 10 for drums",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music out_channel",
           "parameter_shortname": "out_channel",
           "parameter_type": 1,
           "parameter_mmin": 1.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1259.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-155",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1259.0,
          190.0,
          22.0
         ],
         "text": "prepend /music/out_channel",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-156",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1259.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-157",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1259.0,
          176.0,
          22.0
         ],
         "text": "route /music/out_channel",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-158",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1259.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-159",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1259.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-160",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1313.0,
          125.0,
          20.0
         ],
         "text": "plan",
         "annotation": "say beforehand what it is about to play, at /NAME/out/plan",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1313.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-161",
         "maxclass": "toggle",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1313.0,
          24.0,
          24.0
         ],
         "annotation": "say beforehand what it is about to play, at /NAME/out/plan",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1313.0,
          24.0,
          24.0
         ],
         "outlettype": [
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-162",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1313.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/plan",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-163",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1313.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-164",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1313.0,
          127.0,
          22.0
         ],
         "text": "route /music/plan",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-165",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1313.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-166",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1313.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-167",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1343.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1343.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-168",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1343.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1343.0,
          100.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-169",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1343.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-170",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1343.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-171",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1343.0,
          127.0,
          22.0
         ],
         "text": "route /music/seed",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-172",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1343.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-173",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1343.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-174",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1373.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1373.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-175",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1373.0,
          120.0,
          22.0
         ],
         "items": [
          "chorales",
          ",",
          "ensemble"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1373.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-176",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1373.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-177",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1373.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-178",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1373.0,
          127.0,
          22.0
         ],
         "text": "route /music/load",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-179",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1373.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-180",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1373.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-181",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1403.0,
          47.0,
          20.0
         ],
         "text": "state",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1403.0,
          47.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-182",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1403.0,
          100.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1403.0,
          100.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-183",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1403.0,
          162.0,
          22.0
         ],
         "text": "route /music/out/state",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-184",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1403.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-185",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1403.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-2",
          0
         ],
         "destination": [
          "obj-3",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-2",
          1
         ],
         "destination": [
          "obj-3",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          1
         ],
         "destination": [
          "obj-4",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-6",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-5",
          1
         ],
         "destination": [
          "obj-6",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-4",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-7",
          0
         ],
         "destination": [
          "obj-8",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-10",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-10",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          1
         ],
         "destination": [
          "obj-12",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          2
         ],
         "destination": [
          "obj-12",
          2
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-14",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          1
         ],
         "destination": [
          "obj-15",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-15",
          0
         ],
         "destination": [
          "obj-17",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-16",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-13",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-18",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-18",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-18",
          0
         ],
         "destination": [
          "obj-19",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-24",
          0
         ],
         "destination": [
          "obj-23",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-25",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-25",
          0
         ],
         "destination": [
          "obj-22",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-27",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-28",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-31",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-32",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-35",
          0
         ],
         "destination": [
          "obj-36",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-38",
          0
         ],
         "destination": [
          "obj-37",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-39",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-41",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-43",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          0
         ],
         "destination": [
          "obj-44",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-44",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-46",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-48",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-49",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-52",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-53",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-53",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-55",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-56",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-58",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-60",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-60",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-62",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-63",
          0
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-67",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-67",
          0
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-70",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-72",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-74",
          0
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-77",
          0
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-79",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-81",
          0
         ],
         "destination": [
          "obj-80",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-80",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-82",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-84",
          1
         ],
         "destination": [
          "obj-86",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-86",
          0
         ],
         "destination": [
          "obj-85",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-85",
          0
         ],
         "destination": [
          "obj-87",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          0
         ],
         "destination": [
          "obj-88",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-88",
          0
         ],
         "destination": [
          "obj-90",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-90",
          0
         ],
         "destination": [
          "obj-84",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-92",
          0
         ],
         "destination": [
          "obj-93",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-93",
          0
         ],
         "destination": [
          "obj-94",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-96",
          0
         ],
         "destination": [
          "obj-95",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-95",
          0
         ],
         "destination": [
          "obj-97",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-97",
          0
         ],
         "destination": [
          "obj-92",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-100",
          0
         ],
         "destination": [
          "obj-101",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-101",
          0
         ],
         "destination": [
          "obj-102",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-104",
          0
         ],
         "destination": [
          "obj-103",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-103",
          0
         ],
         "destination": [
          "obj-105",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-105",
          0
         ],
         "destination": [
          "obj-100",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-107",
          0
         ],
         "destination": [
          "obj-108",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-108",
          0
         ],
         "destination": [
          "obj-109",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-111",
          0
         ],
         "destination": [
          "obj-110",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-110",
          0
         ],
         "destination": [
          "obj-112",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-112",
          0
         ],
         "destination": [
          "obj-107",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-115",
          0
         ],
         "destination": [
          "obj-116",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-116",
          0
         ],
         "destination": [
          "obj-117",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-119",
          0
         ],
         "destination": [
          "obj-118",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-118",
          0
         ],
         "destination": [
          "obj-120",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-120",
          0
         ],
         "destination": [
          "obj-115",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          0
         ],
         "destination": [
          "obj-124",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-124",
          0
         ],
         "destination": [
          "obj-125",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-127",
          0
         ],
         "destination": [
          "obj-126",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-126",
          0
         ],
         "destination": [
          "obj-128",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-128",
          0
         ],
         "destination": [
          "obj-123",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-131",
          0
         ],
         "destination": [
          "obj-132",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-132",
          0
         ],
         "destination": [
          "obj-133",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-135",
          0
         ],
         "destination": [
          "obj-134",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-134",
          0
         ],
         "destination": [
          "obj-136",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-136",
          0
         ],
         "destination": [
          "obj-131",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-139",
          0
         ],
         "destination": [
          "obj-140",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-140",
          0
         ],
         "destination": [
          "obj-141",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-143",
          0
         ],
         "destination": [
          "obj-142",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-142",
          0
         ],
         "destination": [
          "obj-144",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-144",
          0
         ],
         "destination": [
          "obj-139",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-147",
          0
         ],
         "destination": [
          "obj-148",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-148",
          0
         ],
         "destination": [
          "obj-149",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-151",
          0
         ],
         "destination": [
          "obj-150",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-150",
          0
         ],
         "destination": [
          "obj-152",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-152",
          0
         ],
         "destination": [
          "obj-147",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-154",
          0
         ],
         "destination": [
          "obj-155",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-155",
          0
         ],
         "destination": [
          "obj-156",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-158",
          0
         ],
         "destination": [
          "obj-157",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-157",
          0
         ],
         "destination": [
          "obj-159",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-159",
          0
         ],
         "destination": [
          "obj-154",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-161",
          0
         ],
         "destination": [
          "obj-162",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-162",
          0
         ],
         "destination": [
          "obj-163",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-165",
          0
         ],
         "destination": [
          "obj-164",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-164",
          0
         ],
         "destination": [
          "obj-166",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-166",
          0
         ],
         "destination": [
          "obj-161",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-168",
          0
         ],
         "destination": [
          "obj-169",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-169",
          0
         ],
         "destination": [
          "obj-170",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-172",
          0
         ],
         "destination": [
          "obj-171",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-171",
          0
         ],
         "destination": [
          "obj-173",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-173",
          0
         ],
         "destination": [
          "obj-168",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-175",
          0
         ],
         "destination": [
          "obj-176",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-176",
          0
         ],
         "destination": [
          "obj-177",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-179",
          0
         ],
         "destination": [
          "obj-178",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-178",
          0
         ],
         "destination": [
          "obj-180",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-180",
          0
         ],
         "destination": [
          "obj-175",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-184",
          0
         ],
         "destination": [
          "obj-183",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-183",
          0
         ],
         "destination": [
          "obj-185",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-185",
          0
         ],
         "destination": [
          "obj-182",
          0
         ]
        }
       }
      ]
     },
     "presentation": 1,
     "presentation_rect": [
      20.0,
      384.0,
      57.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      170.0,
      384.0,
      50.0,
      22.0
     ],
     "text": "p text",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       620.0,
       900.0
      ],
      "bglocked": 0,
      "openinpresentation": 1,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          187.0,
          20.0
         ],
         "text": "text: text, package verse",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          10.0,
          187.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          40.0,
          103.0,
          20.0
         ],
         "text": "its last line",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          40.0,
          103.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          62.0,
          420.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          62.0,
          420.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          62.0,
          148.0,
          22.0
         ],
         "text": "route /text/out/line",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          62.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          62.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          92.0,
          120.0,
          20.0
         ],
         "text": "begins with",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          92.0,
          120.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "textedit",
         "numinlets": 1,
         "numoutlets": 4,
         "patching_rect": [
          150.0,
          92.0,
          200.0,
          22.0
         ],
         "text": "The sea",
         "keymode": 1,
         "presentation": 1,
         "presentation_rect": [
          150.0,
          92.0,
          200.0,
          22.0
         ],
         "outlettype": [
          "",
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          120.0,
          78.0,
          22.0
         ],
         "text": "route text",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          190.0,
          120.0,
          148.0,
          22.0
         ],
         "text": "prepend /text/prompt",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          110.0,
          120.0,
          64.0,
          22.0
         ],
         "text": "tosymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          120.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          150.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          150.0,
          132.0,
          22.0
         ],
         "text": "/text/next 1",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          150.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          150.0,
          132.0,
          22.0
         ],
         "text": "/text/next 4",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          150.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          300.0,
          150.0,
          132.0,
          22.0
         ],
         "text": "/text/play 1",
         "presentation": 1,
         "presentation_rect": [
          300.0,
          150.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          440.0,
          150.0,
          132.0,
          22.0
         ],
         "text": "/text/play 0",
         "presentation": 1,
         "presentation_rect": [
          440.0,
          150.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          186.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          186.0,
          132.0,
          22.0
         ],
         "text": "/text/accept",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          186.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          186.0,
          132.0,
          22.0
         ],
         "text": "/text/reject",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          186.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          300.0,
          186.0,
          132.0,
          22.0
         ],
         "text": "/text/stop",
         "presentation": 1,
         "presentation_rect": [
          300.0,
          186.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          440.0,
          186.0,
          132.0,
          22.0
         ],
         "text": "/text/reset",
         "presentation": 1,
         "presentation_rect": [
          440.0,
          186.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          212.0,
          132.0,
          22.0
         ],
         "text": "/text/undo",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          212.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          248.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          248.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          248.0,
          60.0,
          48.0
         ],
         "varname": "text temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.8
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          248.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          248.0,
          183.0,
          22.0
         ],
         "text": "prepend /text/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          248.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          248.0,
          169.0,
          22.0
         ],
         "text": "route /text/temperature",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          248.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          248.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          302.0,
          125.0,
          20.0
         ],
         "text": "top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          302.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          302.0,
          60.0,
          48.0
         ],
         "varname": "text top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text top_p",
           "parameter_shortname": "top_p",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.95
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          302.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          302.0,
          141.0,
          22.0
         ],
         "text": "prepend /text/top_p",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          302.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          302.0,
          127.0,
          22.0
         ],
         "text": "route /text/top_p",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          302.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          302.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          356.0,
          125.0,
          20.0
         ],
         "text": "pace",
         "annotation": "how fast it writes; 0 = as fast as it can",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          356.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          356.0,
          60.0,
          48.0
         ],
         "varname": "text pace",
         "annotation": "how fast it writes; 0 = as fast as it can",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text pace",
           "parameter_shortname": "pace",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            2.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          356.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          356.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/pace",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          356.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          356.0,
          120.0,
          22.0
         ],
         "text": "route /text/pace",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          356.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          356.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          356.0,
          130.0,
          20.0
         ],
         "text": "words per beat",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          356.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          410.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where writing may start; 0 = anywhere",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          410.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          410.0,
          60.0,
          48.0
         ],
         "varname": "text quantize",
         "annotation": "where writing may start; 0 = anywhere",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          410.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          410.0,
          162.0,
          22.0
         ],
         "text": "prepend /text/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          410.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          410.0,
          148.0,
          22.0
         ],
         "text": "route /text/quantize",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          410.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          410.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          410.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          410.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          464.0,
          125.0,
          20.0
         ],
         "text": "max_line",
         "annotation": "the longest line",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          464.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          464.0,
          60.0,
          48.0
         ],
         "varname": "text max_line",
         "annotation": "the longest line",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text max_line",
           "parameter_shortname": "max_line",
           "parameter_type": 1,
           "parameter_mmin": 8.0,
           "parameter_mmax": 200.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            80
           ],
           "parameter_unitstyle": 0
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          464.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          464.0,
          162.0,
          22.0
         ],
         "text": "prepend /text/max_line",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          464.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          464.0,
          148.0,
          22.0
         ],
         "text": "route /text/max_line",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          464.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          464.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          464.0,
          130.0,
          20.0
         ],
         "text": "characters",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          464.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          518.0,
          125.0,
          20.0
         ],
         "text": "preview",
         "annotation": "lines come first to /NAME/out/preview",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          518.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "toggle",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          518.0,
          24.0,
          24.0
         ],
         "annotation": "lines come first to /NAME/out/preview",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          518.0,
          24.0,
          24.0
         ],
         "outlettype": [
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          518.0,
          155.0,
          22.0
         ],
         "text": "prepend /text/preview",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          518.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          518.0,
          141.0,
          22.0
         ],
         "text": "route /text/preview",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          518.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          518.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          548.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          548.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          548.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          548.0,
          100.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          548.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          548.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          548.0,
          120.0,
          22.0
         ],
         "text": "route /text/seed",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          548.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          548.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          578.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          578.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          578.0,
          120.0,
          22.0
         ],
         "items": [
          "tang",
          ",",
          "verse"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          578.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          578.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          578.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          578.0,
          120.0,
          22.0
         ],
         "text": "route /text/load",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          578.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          578.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          608.0,
          47.0,
          20.0
         ],
         "text": "state",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          608.0,
          47.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          608.0,
          100.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          608.0,
          100.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          608.0,
          155.0,
          22.0
         ],
         "text": "route /text/out/state",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          608.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          608.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-4",
          0
         ],
         "destination": [
          "obj-6",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-3",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-11",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-10",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-10",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-14",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-15",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-19",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-20",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-21",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-25",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-28",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-28",
          0
         ],
         "destination": [
          "obj-30",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-25",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-32",
          0
         ],
         "destination": [
          "obj-33",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-36",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-35",
          0
         ],
         "destination": [
          "obj-37",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-32",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-39",
          0
         ],
         "destination": [
          "obj-40",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-40",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-43",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-44",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-44",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-47",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-48",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-52",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-52",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-55",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-56",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-58",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-60",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-60",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-63",
          0
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-64",
          0
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-67",
          0
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-68",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-70",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-72",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-74",
          0
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-77",
          0
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-79",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-81",
          0
         ],
         "destination": [
          "obj-80",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-80",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-82",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-86",
          0
         ],
         "destination": [
          "obj-85",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-85",
          0
         ],
         "destination": [
          "obj-87",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-87",
          0
         ],
         "destination": [
          "obj-84",
          0
         ]
        }
       }
      ]
     },
     "presentation": 1,
     "presentation_rect": [
      170.0,
      384.0,
      50.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      320.0,
      384.0,
      57.0,
      22.0
     ],
     "text": "p image",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       620.0,
       900.0
      ],
      "bglocked": 0,
      "openinpresentation": 1,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          208.0,
          20.0
         ],
         "text": "image: image, package aviary",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          10.0,
          208.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "jweb",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          40.0,
          256.0,
          256.0
         ],
         "url": "http://127.0.0.1:7771/view/image",
         "rendermode": 1,
         "presentation": 1,
         "presentation_rect": [
          20.0,
          40.0,
          256.0,
          256.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          290.0,
          40.0,
          250.0,
          20.0
         ],
         "text": "http://127.0.0.1:7771/view/image",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          40.0,
          250.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          80.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          80.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 1 4.",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          80.0,
          150.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          108.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 2 4.",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          108.0,
          150.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          136.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 3 4.",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          136.0,
          150.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          164.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 7 4.",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          164.0,
          150.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          290.0,
          230.0,
          61.0,
          20.0
         ],
         "text": "came by",
         "presentation": 1,
         "presentation_rect": [
          290.0,
          230.0,
          61.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          360.0,
          230.0,
          90.0,
          22.0
         ],
         "presentation": 1,
         "presentation_rect": [
          360.0,
          230.0,
          90.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          230.0,
          155.0,
          22.0
         ],
         "text": "route /image/out/seed",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          230.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          230.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          310.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          310.0,
          132.0,
          22.0
         ],
         "text": "/image/stop",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          310.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          310.0,
          132.0,
          22.0
         ],
         "text": "/image/reset",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          310.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          300.0,
          310.0,
          132.0,
          22.0
         ],
         "text": "/image/undo",
         "presentation": 1,
         "presentation_rect": [
          300.0,
          310.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          346.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "jump to the picture of this seed: always the same picture",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          346.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          346.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "jump to the picture of this seed: always the same picture",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          346.0,
          100.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          346.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          346.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          346.0,
          127.0,
          22.0
         ],
         "text": "route /image/seed",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          346.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          346.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          376.0,
          125.0,
          20.0
         ],
         "text": "latent/0",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          376.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          376.0,
          60.0,
          48.0
         ],
         "varname": "image latent 0",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 0",
           "parameter_shortname": "latent/0",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          376.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          376.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          376.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          376.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/0",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          376.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          376.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          430.0,
          125.0,
          20.0
         ],
         "text": "latent/1",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          430.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          430.0,
          60.0,
          48.0
         ],
         "varname": "image latent 1",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 1",
           "parameter_shortname": "latent/1",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          430.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          430.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          430.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          430.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/1",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          430.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          430.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          484.0,
          125.0,
          20.0
         ],
         "text": "latent/2",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          484.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          484.0,
          60.0,
          48.0
         ],
         "varname": "image latent 2",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 2",
           "parameter_shortname": "latent/2",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          484.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          484.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/2",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          484.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          484.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/2",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          484.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          484.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          538.0,
          125.0,
          20.0
         ],
         "text": "latent/3",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          538.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          538.0,
          60.0,
          48.0
         ],
         "varname": "image latent 3",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 3",
           "parameter_shortname": "latent/3",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          538.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          538.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/3",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          538.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          538.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/3",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          538.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          538.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          592.0,
          125.0,
          20.0
         ],
         "text": "latent/4",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          592.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          592.0,
          60.0,
          48.0
         ],
         "varname": "image latent 4",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 4",
           "parameter_shortname": "latent/4",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          592.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          592.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/4",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          592.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          592.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/4",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          592.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          592.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          646.0,
          125.0,
          20.0
         ],
         "text": "latent/5",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          646.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          646.0,
          60.0,
          48.0
         ],
         "varname": "image latent 5",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 5",
           "parameter_shortname": "latent/5",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          646.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          646.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/5",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          646.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          646.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/5",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          646.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          646.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          700.0,
          125.0,
          20.0
         ],
         "text": "latent/6",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          700.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          700.0,
          60.0,
          48.0
         ],
         "varname": "image latent 6",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 6",
           "parameter_shortname": "latent/6",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          700.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          700.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/6",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          700.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          700.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/6",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          700.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          700.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          754.0,
          125.0,
          20.0
         ],
         "text": "latent/7",
         "annotation": "set one coordinate, counted from 0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          754.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          754.0,
          60.0,
          48.0
         ],
         "varname": "image latent 7",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 7",
           "parameter_shortname": "latent/7",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          754.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          754.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/7",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          754.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          754.0,
          155.0,
          22.0
         ],
         "text": "route /image/latent/7",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          754.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          754.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          808.0,
          125.0,
          20.0
         ],
         "text": "walk",
         "annotation": "wander through the latent space, so many pictures a bar, one on every downbeat at 1; 0 = hold",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          808.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          808.0,
          60.0,
          48.0
         ],
         "varname": "image walk",
         "annotation": "wander through the latent space, so many pictures a bar, one on every downbeat at 1; 0 = hold",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image walk",
           "parameter_shortname": "walk",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 10.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          808.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          808.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/walk",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          808.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          808.0,
          127.0,
          22.0
         ],
         "text": "route /image/walk",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          808.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          808.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-88",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          862.0,
          125.0,
          20.0
         ],
         "text": "fps",
         "annotation": "how many pictures a second while it moves",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          862.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-89",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          862.0,
          60.0,
          48.0
         ],
         "varname": "image fps",
         "annotation": "how many pictures a second while it moves",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image fps",
           "parameter_shortname": "fps",
           "parameter_type": 0,
           "parameter_mmin": 1.0,
           "parameter_mmax": 120.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            30.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          862.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-90",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          862.0,
          134.0,
          22.0
         ],
         "text": "prepend /image/fps",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-91",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          862.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-92",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          862.0,
          120.0,
          22.0
         ],
         "text": "route /image/fps",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-93",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          862.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-94",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          862.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-95",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          862.0,
          130.0,
          20.0
         ],
         "text": "frames per second",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          862.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-96",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          916.0,
          125.0,
          20.0
         ],
         "text": "truncation",
         "annotation": "less is more typical, more is stranger",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          916.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-97",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          916.0,
          60.0,
          48.0
         ],
         "varname": "image truncation",
         "annotation": "less is more typical, more is stranger",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image truncation",
           "parameter_shortname": "truncation",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          916.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-98",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          916.0,
          183.0,
          22.0
         ],
         "text": "prepend /image/truncation",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-99",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          916.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-100",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          916.0,
          169.0,
          22.0
         ],
         "text": "route /image/truncation",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-101",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          916.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-102",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          916.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-103",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          970.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a jump, a morph or a class may start; 0 = at once",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          970.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-104",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          970.0,
          60.0,
          48.0
         ],
         "varname": "image quantize",
         "annotation": "where a jump, a morph or a class may start; 0 = at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          970.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-105",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          970.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-106",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          970.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-107",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          970.0,
          155.0,
          22.0
         ],
         "text": "route /image/quantize",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-108",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          970.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-109",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          970.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-110",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          970.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          970.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-111",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1024.0,
          125.0,
          20.0
         ],
         "text": "glide",
         "annotation": "how long a jump to a seed, a latent or a class takes; 0 = a cut",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1024.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-112",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1024.0,
          60.0,
          48.0
         ],
         "varname": "image glide",
         "annotation": "how long a jump to a seed, a latent or a class takes; 0 = a cut",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image glide",
           "parameter_shortname": "glide",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1024.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-113",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1024.0,
          148.0,
          22.0
         ],
         "text": "prepend /image/glide",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-114",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1024.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-115",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1024.0,
          134.0,
          22.0
         ],
         "text": "route /image/glide",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-116",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1024.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-117",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1024.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-118",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          1024.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          1024.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-119",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1078.0,
          125.0,
          20.0
         ],
         "text": "class",
         "annotation": "a class by number or name, or a mix of two",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1078.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-120",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1078.0,
          120.0,
          22.0
         ],
         "items": [
          "detail",
          ",",
          "full"
         ],
         "annotation": "a class by number or name, or a mix of two",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1078.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-121",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1078.0,
          148.0,
          22.0
         ],
         "text": "prepend /image/class",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-122",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1078.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-123",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1078.0,
          134.0,
          22.0
         ],
         "text": "route /image/class",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-124",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1078.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-125",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1078.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-126",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1108.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1108.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-127",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1108.0,
          120.0,
          22.0
         ],
         "items": [
          "aviary",
          ",",
          "nebulae"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1108.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-128",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          1108.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-129",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          1108.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-130",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1108.0,
          127.0,
          22.0
         ],
         "text": "route /image/load",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-131",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1108.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-132",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1108.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-133",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1138.0,
          47.0,
          20.0
         ],
         "text": "state",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          1138.0,
          47.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-134",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1138.0,
          100.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          1138.0,
          100.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-135",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          1138.0,
          162.0,
          22.0
         ],
         "text": "route /image/out/state",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-136",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          1138.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-137",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          1138.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-7",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-12",
          0
         ],
         "destination": [
          "obj-11",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-13",
          0
         ],
         "destination": [
          "obj-10",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-15",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-19",
          0
         ],
         "destination": [
          "obj-20",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-20",
          0
         ],
         "destination": [
          "obj-21",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-22",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-24",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-24",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-27",
          0
         ],
         "destination": [
          "obj-28",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-29",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-31",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-31",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-36",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-36",
          0
         ],
         "destination": [
          "obj-38",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-38",
          0
         ],
         "destination": [
          "obj-33",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-40",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-41",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-44",
          0
         ],
         "destination": [
          "obj-43",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-43",
          0
         ],
         "destination": [
          "obj-45",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          0
         ],
         "destination": [
          "obj-40",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-47",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-48",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-52",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-52",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-54",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-55",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-57",
          0
         ],
         "destination": [
          "obj-59",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-54",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-61",
          0
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-62",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-64",
          0
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-61",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-68",
          0
         ],
         "destination": [
          "obj-69",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-72",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-76",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-76",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-79",
          0
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-80",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-80",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-82",
          0
         ],
         "destination": [
          "obj-83",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-83",
          0
         ],
         "destination": [
          "obj-84",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-86",
          0
         ],
         "destination": [
          "obj-85",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-85",
          0
         ],
         "destination": [
          "obj-87",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-87",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          0
         ],
         "destination": [
          "obj-90",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-90",
          0
         ],
         "destination": [
          "obj-91",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-93",
          0
         ],
         "destination": [
          "obj-92",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-92",
          0
         ],
         "destination": [
          "obj-94",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-94",
          0
         ],
         "destination": [
          "obj-89",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-97",
          0
         ],
         "destination": [
          "obj-98",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-98",
          0
         ],
         "destination": [
          "obj-99",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-101",
          0
         ],
         "destination": [
          "obj-100",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-100",
          0
         ],
         "destination": [
          "obj-102",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-102",
          0
         ],
         "destination": [
          "obj-97",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-104",
          0
         ],
         "destination": [
          "obj-105",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-105",
          0
         ],
         "destination": [
          "obj-106",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-108",
          0
         ],
         "destination": [
          "obj-107",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-107",
          0
         ],
         "destination": [
          "obj-109",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-109",
          0
         ],
         "destination": [
          "obj-104",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-112",
          0
         ],
         "destination": [
          "obj-113",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-113",
          0
         ],
         "destination": [
          "obj-114",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-116",
          0
         ],
         "destination": [
          "obj-115",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-115",
          0
         ],
         "destination": [
          "obj-117",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-117",
          0
         ],
         "destination": [
          "obj-112",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-120",
          0
         ],
         "destination": [
          "obj-121",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-121",
          0
         ],
         "destination": [
          "obj-122",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-124",
          0
         ],
         "destination": [
          "obj-123",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          0
         ],
         "destination": [
          "obj-125",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-125",
          0
         ],
         "destination": [
          "obj-120",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-127",
          0
         ],
         "destination": [
          "obj-128",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-128",
          0
         ],
         "destination": [
          "obj-129",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-131",
          0
         ],
         "destination": [
          "obj-130",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-130",
          0
         ],
         "destination": [
          "obj-132",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-132",
          0
         ],
         "destination": [
          "obj-127",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-136",
          0
         ],
         "destination": [
          "obj-135",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-135",
          0
         ],
         "destination": [
          "obj-137",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-137",
          0
         ],
         "destination": [
          "obj-134",
          0
         ]
        }
       }
      ]
     },
     "presentation": 1,
     "presentation_rect": [
      320.0,
      384.0,
      57.0,
      22.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      470.0,
      384.0,
      71.0,
      22.0
     ],
     "text": "p gesture",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       620.0,
       900.0
      ],
      "bglocked": 0,
      "openinpresentation": 1,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          215.0,
          20.0
         ],
         "text": "gesture: gesture, package pen",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          10.0,
          215.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          40.0,
          40.0,
          20.0
         ],
         "text": "in/0",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          40.0,
          40.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          40.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 0",
           "parameter_shortname": "in/0",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          40.0,
          50.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          40.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          40.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          94.0,
          40.0,
          20.0
         ],
         "text": "in/1",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          94.0,
          40.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          94.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 1",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 1",
           "parameter_shortname": "in/1",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          94.0,
          50.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          94.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          94.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          148.0,
          40.0,
          20.0
         ],
         "text": "in/2",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          148.0,
          40.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          148.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 2",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 2",
           "parameter_shortname": "in/2",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          148.0,
          50.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          148.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/2",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          148.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          202.0,
          61.0,
          20.0
         ],
         "text": "its own",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          202.0,
          61.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          202.0,
          170.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          202.0,
          170.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          202.0,
          176.0,
          22.0
         ],
         "text": "route /gesture/out/value",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          202.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          202.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          232.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          232.0,
          132.0,
          22.0
         ],
         "text": "/gesture/answer",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          232.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          160.0,
          232.0,
          132.0,
          22.0
         ],
         "text": "/gesture/stop",
         "presentation": 1,
         "presentation_rect": [
          160.0,
          232.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          300.0,
          232.0,
          132.0,
          22.0
         ],
         "text": "/gesture/reset",
         "presentation": 1,
         "presentation_rect": [
          300.0,
          232.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          440.0,
          232.0,
          132.0,
          22.0
         ],
         "text": "/gesture/undo",
         "presentation": 1,
         "presentation_rect": [
          440.0,
          232.0,
          132.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          268.0,
          125.0,
          20.0
         ],
         "text": "mode",
         "annotation": "answer goes on when the movement rests, about as long · continue until the human moves · solo moves by itself · off",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          268.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          268.0,
          120.0,
          22.0
         ],
         "items": [
          "answer",
          ",",
          "continue",
          ",",
          "solo",
          ",",
          "off"
         ],
         "annotation": "answer goes on when the movement rests, about as long · continue until the human moves · solo moves by itself · off",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          268.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          268.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/mode",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          268.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          268.0,
          141.0,
          22.0
         ],
         "text": "route /gesture/mode",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          268.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          268.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          298.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          298.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          298.0,
          60.0,
          48.0
         ],
         "varname": "gesture temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          298.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          298.0,
          204.0,
          22.0
         ],
         "text": "prepend /gesture/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          298.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          298.0,
          190.0,
          22.0
         ],
         "text": "route /gesture/temperature",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          298.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          298.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          352.0,
          125.0,
          20.0
         ],
         "text": "spread",
         "annotation": "how far it strays from the likeliest movement",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          352.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          352.0,
          60.0,
          48.0
         ],
         "varname": "gesture spread",
         "annotation": "how far it strays from the likeliest movement",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture spread",
           "parameter_shortname": "spread",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          352.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          352.0,
          169.0,
          22.0
         ],
         "text": "prepend /gesture/spread",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          352.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          352.0,
          155.0,
          22.0
         ],
         "text": "route /gesture/spread",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          352.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          352.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          406.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a movement may start; 0 = at once",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          406.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          406.0,
          60.0,
          48.0
         ],
         "varname": "gesture quantize",
         "annotation": "where a movement may start; 0 = at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          406.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          406.0,
          183.0,
          22.0
         ],
         "text": "prepend /gesture/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          406.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          406.0,
          169.0,
          22.0
         ],
         "text": "route /gesture/quantize",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          406.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          406.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          406.0,
          130.0,
          20.0
         ],
         "text": "beats",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          406.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          460.0,
          125.0,
          20.0
         ],
         "text": "pause",
         "annotation": "no input for so long is a rest",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          460.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          460.0,
          60.0,
          48.0
         ],
         "varname": "gesture pause",
         "annotation": "no input for so long is a rest",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture pause",
           "parameter_shortname": "pause",
           "parameter_type": 0,
           "parameter_mmin": 0.05,
           "parameter_mmax": 30.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.6
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          460.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          460.0,
          162.0,
          22.0
         ],
         "text": "prepend /gesture/pause",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          460.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          460.0,
          148.0,
          22.0
         ],
         "text": "route /gesture/pause",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          460.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          460.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          460.0,
          130.0,
          20.0
         ],
         "text": "s",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          460.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          514.0,
          125.0,
          20.0
         ],
         "text": "length",
         "annotation": "how long a reply is; 0 = like the movement before",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          514.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          514.0,
          60.0,
          48.0
         ],
         "varname": "gesture length",
         "annotation": "how long a reply is; 0 = like the movement before",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture length",
           "parameter_shortname": "length",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 3600.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "presentation": 1,
         "presentation_rect": [
          150.0,
          514.0,
          60.0,
          48.0
         ],
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          514.0,
          169.0,
          22.0
         ],
         "text": "prepend /gesture/length",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          514.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          514.0,
          155.0,
          22.0
         ],
         "text": "route /gesture/length",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          514.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          514.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          220.0,
          514.0,
          130.0,
          20.0
         ],
         "text": "s",
         "presentation": 1,
         "presentation_rect": [
          220.0,
          514.0,
          130.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          568.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          568.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          568.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          568.0,
          100.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          568.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          568.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          568.0,
          141.0,
          22.0
         ],
         "text": "route /gesture/seed",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          568.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          568.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          598.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          598.0,
          125.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          598.0,
          120.0,
          22.0
         ],
         "items": [
          "faders",
          ",",
          "pen"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          598.0,
          120.0,
          22.0
         ],
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          600.0,
          598.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          870.0,
          598.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          598.0,
          141.0,
          22.0
         ],
         "text": "route /gesture/load",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          598.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          598.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          628.0,
          47.0,
          20.0
         ],
         "text": "state",
         "presentation": 1,
         "presentation_rect": [
          20.0,
          628.0,
          47.0,
          20.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          628.0,
          100.0,
          22.0
         ],
         "text": "",
         "presentation": 1,
         "presentation_rect": [
          150.0,
          628.0,
          100.0,
          22.0
         ],
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          1100.0,
          628.0,
          176.0,
          22.0
         ],
         "text": "route /gesture/out/state",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          1000.0,
          628.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          1340.0,
          628.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-3",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-4",
          0
         ],
         "destination": [
          "obj-5",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-7",
          0
         ],
         "destination": [
          "obj-8",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-12",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-16",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-18",
          0
         ],
         "destination": [
          "obj-15",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-20",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-21",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-25",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-28",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-28",
          0
         ],
         "destination": [
          "obj-30",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-25",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-32",
          0
         ],
         "destination": [
          "obj-33",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-36",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-35",
          0
         ],
         "destination": [
          "obj-37",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-32",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-39",
          0
         ],
         "destination": [
          "obj-40",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-40",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-43",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-44",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-44",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-46",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-47",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-49",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-54",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-55",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-57",
          0
         ],
         "destination": [
          "obj-59",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-54",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-62",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-63",
          0
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-67",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-67",
          0
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-70",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-72",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-74",
          0
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-77",
          0
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-79",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-81",
          0
         ],
         "destination": [
          "obj-80",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-80",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-82",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-86",
          0
         ],
         "destination": [
          "obj-85",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-85",
          0
         ],
         "destination": [
          "obj-87",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-87",
          0
         ],
         "destination": [
          "obj-84",
          0
         ]
        }
       }
      ]
     },
     "presentation": 1,
     "presentation_rect": [
      470.0,
      384.0,
      71.0,
      22.0
     ]
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-8",
      0
     ],
     "destination": [
      "obj-7",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-10",
      0
     ],
     "destination": [
      "obj-9",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-3",
      0
     ],
     "destination": [
      "obj-9",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      1
     ],
     "destination": [
      "obj-12",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-12",
      0
     ],
     "destination": [
      "obj-11",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      0
     ],
     "destination": [
      "obj-14",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-14",
      0
     ],
     "destination": [
      "obj-13",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-13",
      0
     ],
     "destination": [
      "obj-11",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-15",
      0
     ],
     "destination": [
      "obj-16",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-18",
      0
     ],
     "destination": [
      "obj-17",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      0
     ],
     "destination": [
      "obj-19",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-19",
      0
     ],
     "destination": [
      "obj-6",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      1
     ],
     "destination": [
      "obj-20",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-20",
      0
     ],
     "destination": [
      "obj-6",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-22",
      0
     ],
     "destination": [
      "obj-23",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-23",
      0
     ],
     "destination": [
      "obj-24",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-26",
      0
     ],
     "destination": [
      "obj-25",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-25",
      0
     ],
     "destination": [
      "obj-27",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-27",
      0
     ],
     "destination": [
      "obj-22",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-30",
      0
     ],
     "destination": [
      "obj-31",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      0
     ],
     "destination": [
      "obj-32",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-34",
      0
     ],
     "destination": [
      "obj-33",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-33",
      0
     ],
     "destination": [
      "obj-35",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-35",
      0
     ],
     "destination": [
      "obj-30",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-38",
      0
     ],
     "destination": [
      "obj-39",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-39",
      0
     ],
     "destination": [
      "obj-40",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-42",
      0
     ],
     "destination": [
      "obj-41",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-41",
      0
     ],
     "destination": [
      "obj-43",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      0
     ],
     "destination": [
      "obj-38",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      0
     ],
     "destination": [
      "obj-44",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-44",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-47",
      0
     ],
     "destination": [
      "obj-44",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-48",
      0
     ],
     "destination": [
      "obj-44",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-49",
      0
     ],
     "destination": [
      "obj-44",
      0
     ]
    }
   }
  ]
 }
}
